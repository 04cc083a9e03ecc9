import type { Content } from "./content.ts";
import type { OnExisting } from "./target-options.ts";

/** Where a root folder lies. */
export interface Place {
  /** Names the root across runs. */
  readonly identity: string;
  /** The name of the context key that provides it. */
  readonly key?: string;
  /** Where no key does: its path when it was declared. */
  readonly folder?: string;
  /** Where a key does: the folder that it stood for when the root was mounted first. Absent: not known. */
  readonly home?: string;
}

interface At {
  readonly place: Place;
  /** Whether it is declared alone, not in a mounted folder. */
  readonly alone: boolean;
  /** From the root; "" is the root itself. */
  readonly path: string;
}

/** What the sink of a root folder is asked for. Each can be done again with the same end. */
export type EntryAction = WriteAction | MakeFolderAction | RemoveFileAction | RemoveFolderAction;

export interface WriteAction extends At {
  readonly kind: "write";
  readonly content: Content;
  readonly mode: number | undefined;
  /** A mode was declared earlier, and is not any more. */
  readonly resetsMode: boolean;
  /** The content is there already; only its mode differs. */
  readonly modeOnly: boolean;
  /** Whether what stands there is ours: `"maybe"` if a run that broke off may have written it. */
  readonly owned: "certainly" | "maybe" | "no";
  readonly onExisting: OnExisting;
  /** The hashes of what we may have written there. */
  readonly former: readonly string[];
  /** A folder of ours may stand in its place. */
  readonly replacesFolder: boolean;
}

export interface MakeFolderAction extends At {
  readonly kind: "make folder";
  /** A file of ours may stand in its place. */
  readonly replacesFile: boolean;
}

export interface RemoveFileAction extends At {
  readonly kind: "remove file";
  /** If it is not certain that the file is ours: the hashes of what we may have written. */
  readonly hashes: readonly string[] | undefined;
  /** The hashes of what we may have written, also if it is certain. */
  readonly former: readonly string[];
  /** A write may have broken off. */
  readonly mayHaveLeftover: boolean;
  /** How many folders above it go too when they are empty. */
  readonly folders: number;
  /** How many folders go when all beneath the root has: the root itself and those above it. */
  readonly rootFolders: number;
}

interface RemoveFolderAction extends At {
  readonly kind: "remove folder";
  /** How many folders go when they are empty, itself included. */
  readonly folders: number;
  readonly rootFolders: number;
}
