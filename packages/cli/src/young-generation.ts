import type { HeapSpaceInfo } from "node:v8";

/** In bytes: both halves of the space that new objects are made in. */
const ENOUGH = 8 * 1024 * 1024;

/**
 * Keeps V8 from making the space for new objects larger than a run needs. Objects of components live until their group is
 * written, which V8 takes for a reason to let that space grow up to 128 MB, with as much again outside of the heap; all of
 * it is garbage most of the time. Collected more often it takes a third of the memory less, at the same speed.
 *
 * Nothing is done where whoever started the process has chosen the size.
 */
export function boundYoungGeneration(): void {
  const chosen = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" ");
  if (/semi[-_]space/.test(chosen)) return;
  const v8 = process.getBuiltinModule("node:v8");
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
