import type { Content } from "./content.ts";
import type { Seen } from "./look-around.ts";
import type { OnExisting } from "./target-options.ts";

/** A file as it is declared. */
export interface FileValue {
  readonly kind: "file";
  readonly content: Content;
  readonly mode: number | undefined;
  readonly onExisting: OnExisting;
  readonly seen: Seen;
  /** How many folders above it are declared by nobody. */
  readonly undeclaredFolders: number;
}

/** A folder as it is declared. */
export interface FolderValue {
  readonly kind: "folder";
  readonly seen: Seen;
  /** Whether it is there already and stays, whatever happens. */
  readonly keeps: boolean;
}

export type EntryValue = FileValue | FolderValue;

/** What is remembered of a file. */
export interface FileTracking {
  /** Raised when this record changes its form; older forms are read for ever. */
  readonly version: 1;
  readonly hash: string;
  readonly size: number;
  readonly mode?: number;
  /** How many folders above it go with it when they are empty. */
  readonly folders: number;
  /** When it was declared for the first time a file of the user's stood there: until we have written it, it is theirs. */
  readonly found?: true;
  /** Where the root lies, if it is not mounted and no context key says it. */
  readonly root?: string;
}

/** What is remembered of a folder. */
export interface FolderTracking {
  readonly version: 1;
  /** How many folders go with it when they are empty, itself included; 0: it stays. */
  readonly folders: number;
  readonly root?: string;
}

export type EntryTracking = FileTracking | FolderTracking;

export function isFileTracking(tracking: EntryTracking): tracking is FileTracking {
  return "hash" in tracking;
}
