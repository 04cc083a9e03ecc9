import type { HeapSpaceInfo } from "node:v8";
import type { Watched } from "./progress/each-snapshot.ts";

/** In bytes: both halves of the space that new objects are made in. */
const ENOUGH = 16 * 1024 * 1024;
/** It is read at each growth, unlike the flags for sizes, which count at the start alone. */
const NO_GROWTH = "--semi-space-growth-factor=1";
/** Old objects are collected when they take this much more than was alive after the last time; V8 waits for up to 300. */
const GROWTH_PERCENT = 200;

/**
 * Keeps V8 from taking more memory than a run needs. Objects of components live until their group is written, which V8
 * takes for a reason to let the space for new objects grow up to 128 MB, with as much again outside of the heap, and that
 * for old ones to four times what is alive; all of it is garbage most of the time. Collected more often it takes a third of
 * the memory less, at the same speed.
 *
 * It is done when the first component begins, not before: V8 keeps compiled code, Node's own too, for just the flags that
 * it was compiled under, so what is loaded after a flag was set would be compiled anew by this command, and by the next one.
 *
 * Nothing is done where whoever started the process has chosen sizes of the heap.
 */
export async function boundHeapOf(handle: Watched): Promise<void> {
  for await (const { stats } of handle.watch({ interval: 0 })) if (stats.total.running > 0) return boundHeap();
}

/**
 * The same for a drop, to be called when the engine is loaded. Of the components that are deleted hardly anything lives: the
 * space that was needed to load the engine does, and to use the same memory again and again takes the least time.
 */
export function boundHeapToDrop(): void {
  if (!isChosen()) process.getBuiltinModule("node:v8").setFlagsFromString(NO_GROWTH);
}

function boundHeap(): void {
  if (isChosen()) return;
  const v8 = process.getBuiltinModule("node:v8");
  v8.setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  const isEnough = (): boolean => sizeOf(v8.getHeapSpaceStatistics()) >= ENOUGH;
  const stopGrowth = (): void => v8.setFlagsFromString(NO_GROWTH);
  if (isEnough()) return stopGrowth();
  // The size changes in collections alone.
  const observer = new PerformanceObserver(() => {
    if (!isEnough()) return;
    observer.disconnect();
    stopGrowth();
  });
  observer.observe({ entryTypes: ["gc"] });
}

/** Whether whoever started the process has chosen sizes of the heap. */
function isChosen(): boolean {
  const chosen = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" ");
  return /semi[-_]space|heap[-_]growing/.test(chosen);
}

function sizeOf(spaces: readonly HeapSpaceInfo[]): number {
  return spaces.find((space) => space.space_name === "new_space")?.space_size ?? 0;
}
