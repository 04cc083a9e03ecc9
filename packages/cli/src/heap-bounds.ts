import type { HeapSpaceInfo } from "node:v8";
import type { Watched } from "./progress/each-snapshot.ts";

/** In bytes: both halves of the space that new objects are made in. */
const ENOUGH = 16 * 1024 * 1024;
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

function boundHeap(): void {
  const chosen = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" ");
  if (/semi[-_]space|heap[-_]growing/.test(chosen)) return;
  const v8 = process.getBuiltinModule("node:v8");
  v8.setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  const isEnough = (): boolean => sizeOf(v8.getHeapSpaceStatistics()) >= ENOUGH;
  // It is read at each growth, unlike the flags for sizes, which count at the start alone.
  const stopGrowth = (): void => v8.setFlagsFromString("--semi-space-growth-factor=1");
  if (isEnough()) return stopGrowth();
  // The size changes in collections alone.
  const observer = new PerformanceObserver(() => {
    if (!isEnough()) return;
    observer.disconnect();
    stopGrowth();
  });
  observer.observe({ entryTypes: ["gc"] });
}

function sizeOf(spaces: readonly HeapSpaceInfo[]): number {
  return spaces.find((space) => space.space_name === "new_space")?.space_size ?? 0;
}
