import { type EntryTracking, isFileTracking } from "./entry-state.ts";

/** When an entry goes (`TargetHandler.deletedLate`): folders after all files, innermost first; the root is the last. */
export function deletionRank(path: string, tracking: EntryTracking): number | undefined {
  if (isFileTracking(tracking)) return undefined;
  return path === "" ? 0 : -path.split("/").length;
}
