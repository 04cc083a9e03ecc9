import { type Absent, absent, type PreviousStates, type Reconciliation } from "@coco/connectorkit";
import type { EntryAction, Place } from "./entry-action.ts";
import { entrySink } from "./entry-sink.ts";
import {
  type EntryTracking,
  type EntryValue,
  type FileTracking,
  type FileValue,
  type FolderTracking,
  type FolderValue,
  isFileTracking,
} from "./entry-state.ts";

/** Where an entry lies, and what goes with it. */
export interface EntryPlace {
  readonly place: Place;
  readonly path: string;
  /** Whether it is declared alone, not in a mounted folder: then a missing root is made with it. */
  readonly alone: boolean;
  /** If the root itself is not declared any more: how many folders go with the last entry, the root included. */
  readonly rootFolders: number;
}

type Previous = PreviousStates<EntryTracking>;
type Answer = Reconciliation<EntryAction, EntryTracking>;

/** Compares a declared file or folder with what may be there. */
export function reconcileEntry(at: EntryPlace, desired: EntryValue | Absent, previous: Previous): Answer | undefined {
  if (desired === absent) return reconcileAbsent(at, previous);
  return desired.kind === "file" ? reconcileFile(at, desired, previous) : reconcileFolder(at, desired, previous);
}

function reconcileFile(at: EntryPlace, desired: FileValue, previous: Previous): Answer | undefined {
  const { content, mode, onExisting, seen } = desired;
  const files = previous.possible.filter(isFileTracking);
  const certain = previous.possible.length > 0 && !previous.mayBeMissing;
  const ours = certain || files.some((file) => file.found !== true);
  const replacesFolder = files.length < previous.possible.length;
  const before = Math.max(0, ...files.map(({ folders }) => folders));
  const tracking: FileTracking = {
    version: 1,
    hash: content.hash,
    size: content.size,
    ...(mode === undefined ? {} : { mode }),
    folders: Math.min(files.length > 0 ? before : seen.folders, desired.undeclaredFolders),
    ...(!ours && seen.exists && onExisting === "error" ? { found: true } : {}),
  };
  const sameContent = certain && !replacesFolder && files.every(({ hash }) => hash === content.hash);
  if (sameContent && files.every((file) => file.mode === mode)) {
    return files.length === 1 && before === tracking.folders ? undefined : { tracking };
  }
  const payload: EntryAction = {
    kind: "write",
    place: at.place,
    alone: at.alone,
    path: at.path,
    content,
    mode,
    resetsMode: mode === undefined && files.some((file) => file.mode !== undefined),
    modeOnly: sameContent,
    owned: certain ? "certainly" : ours ? "maybe" : "no",
    onExisting,
    former: files.map(({ hash }) => hash),
    replacesFolder,
  };
  return { action: { sink: entrySink(at.place), payload }, tracking };
}

function reconcileFolder(at: EntryPlace, desired: FolderValue, previous: Previous): Answer | undefined {
  const folders = previous.possible.filter((one) => !isFileTracking(one));
  const replacesFile = folders.length < previous.possible.length;
  const certain = folders.length > 0 && !previous.mayBeMissing && !replacesFile;
  const before = Math.max(0, ...folders.map((one) => one.folders));
  const wanted = folders.length > 0 ? before : replacesFile ? Math.max(1, desired.seen.folders) : desired.seen.folders;
  const tracking: FolderTracking = { version: 1, folders: desired.keeps ? 0 : wanted };
  if (certain || desired.keeps || at.path === "") {
    const same = certain && folders.every((one) => one.folders === tracking.folders);
    return same ? undefined : { tracking };
  }
  const payload: EntryAction = {
    kind: "make folder",
    place: at.place,
    alone: at.alone,
    path: at.path,
    replacesFile,
  };
  return { action: { sink: entrySink(at.place), payload }, tracking };
}

function reconcileAbsent(at: EntryPlace, { mayBeMissing, possible }: Previous): Answer | undefined {
  if (possible.length === 0) return undefined;
  const files = possible.filter(isFileTracking);
  const written = mayBeMissing ? files.filter((file) => file.found !== true) : files;
  const folders = Math.max(0, ...possible.map((one) => one.folders));
  const { alone, path, place, rootFolders } = at;
  const sink = entrySink(place);
  if (written.length > 0) {
    const uncertain = mayBeMissing || files.length < possible.length;
    const payload: EntryAction = {
      kind: "remove file",
      place,
      alone,
      path,
      hashes: uncertain ? written.map(({ hash }) => hash) : undefined,
      former: written.map(({ hash }) => hash),
      mayHaveLeftover: mayBeMissing || possible.length > 1,
      folders,
      rootFolders,
    };
    return { action: { sink, payload }, tracking: absent };
  }
  if (files.length > 0 || folders === 0) return { tracking: absent };
  return {
    action: { sink, payload: { kind: "remove folder", place, alone, path, folders, rootFolders } },
    tracking: absent,
  };
}
