import type { PathText } from "./path-text.ts";

/** Goes through a tree beside a scan. */
export interface ScanObserver {
  /** A scan of the whole tree begins. `root`: its absolute path. */
  begin(root: string): ScanInProgress;
}

export interface ScanInProgress {
  /** A folder is about to be listed. Both paths have a slash behind; the root's relative one is empty. */
  entering(absolute: PathText, relative: PathText): void;
  /** The scan has come to its end. */
  complete(): void;
}
