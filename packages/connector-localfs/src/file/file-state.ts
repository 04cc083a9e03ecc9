/** What is stored about a file with the results that were made from it (rule M6). */
export interface FileState {
  /** Time of the last modification, in ns since 1970. */
  readonly mtimeNs: bigint;
  /** In bytes. */
  readonly size: number;
  /** Of the bytes that the function read. Absent if it read none, or not all: then only time and size can be compared. */
  readonly hash?: string;
  /** The file was so young that a later edit may have the same time: compare by hash next time. */
  readonly racy?: true;
}

/** Time stamps of file systems are this coarse at worst (FAT). */
const COARSEST_STAMP_MS = 2000;

/**
 * The state of a file as a walk saw it.
 * @param observedAt - just before it was looked at, in ms since 1970. A time stamp in its future is racy too.
 */
export function observedState(mtimeNs: bigint, size: number, observedAt: number): FileState {
  // Time in ms as a number is exact enough for a bound that is coarse itself.
  const racy = Number(mtimeNs) / 1e6 >= observedAt - COARSEST_STAMP_MS;
  return racy ? { mtimeNs, size, racy } : { mtimeNs, size };
}

/** Whether a file with this time and size is, by these alone, in a stored state. */
export function isUntouched(stored: FileState, mtimeNs: bigint, size: number): boolean {
  return stored.size === size && stored.mtimeNs === mtimeNs && stored.racy !== true;
}

/** A stored state, if `value` is one: what an older version stored in another shape is none. */
export function asFileState(value: unknown): FileState | undefined {
  const state = value as Partial<FileState> | null | undefined;
  if (typeof state?.mtimeNs !== "bigint" || typeof state.size !== "number") return undefined;
  if (state.hash !== undefined && typeof state.hash !== "string") return undefined;
  return state as FileState;
}
