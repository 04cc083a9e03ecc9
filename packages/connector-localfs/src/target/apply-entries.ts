import type { SinkContext } from "@coco/connectorkit";
import { join } from "node:path";
import { LocalfsError } from "../errors/localfs-error.ts";
import { targetFailure } from "../errors/target-failure.ts";
import { folderOfKey } from "../root/root.ts";
import { eachBounded } from "./each-bounded.ts";
import type { EmptiedFolders } from "./emptied-folders.ts";
import type { EntryAction, Place, RemoveFileAction, WriteAction } from "./entry-action.ts";
import { isElsewhere, makeElsewhere, removeElsewhere, writeElsewhere } from "./found-elsewhere.ts";
import { OpenFolder } from "./open-folder.ts";
import { removeFile } from "./remove-file.ts";
import { isTakenFrom, noteTakenOver } from "./taken-over.ts";
import { tryAgain } from "./try-again.ts";
import { withFolder } from "./with-folder.ts";
import { makeFolder, writeFile } from "./write-file.ts";

/** How many folders are worked in at once, and how many files of each. */
const FOLDERS_AT_ONCE = 8;
const FILES_AT_ONCE = 4;

interface Positioned<Action> {
  readonly action: Action;
  /** Where its error goes. */
  readonly position: number;
  readonly root: string;
  /** The folder that it lies in, as parts from the root. */
  readonly parents: readonly string[];
  readonly name: string;
}

/** Applies a batch: folders made, files written and removed, empty folders removed. Gives the errors by position. */
export async function applyEntries(
  actions: readonly EntryAction[],
  context: SinkContext,
  emptied: EmptiedFolders,
): Promise<readonly unknown[]> {
  const errors: unknown[] = Array.from({ length: actions.length });
  const all = actions.map((action, position) => positioned(action, position, context));
  for (const one of all.filter(isMaking).sort((a, b) => a.parents.length - b.parents.length)) {
    emptied.forget(join(one.root, one.action.path));
    errors[one.position] = await attempt(one, "make", () => make(one));
  }
  const files = all.filter(isOfFile);
  const groups = [...Map.groupBy(files, ({ root, parents }) => [root, ...parents].join("\0")).values()];
  await eachBounded(groups, FOLDERS_AT_ONCE, (group) => applyInFolder(group, errors, context.signal));
  for (const { action, position, root, parents, name } of all) {
    if (errors[position] !== undefined || action.kind === "make folder" || action.kind === "write") continue;
    const innermost = action.kind === "remove file" || action.path === "" ? parents : [...parents, name];
    emptied.add(root, innermost, action.folders, action.rootFolders);
  }
  await emptied.remove();
  return errors;
}

function positioned(action: EntryAction, position: number, context: SinkContext): Positioned<EntryAction> {
  const parts = action.path === "" ? [] : action.path.split("/");
  return {
    action,
    position,
    root: rootFolder(action.place, context),
    parents: parts.slice(0, -1),
    name: parts.at(-1) ?? "",
  };
}

function rootFolder({ folder, identity, key }: Place, context: SinkContext): string {
  if (key !== undefined) return folderOfKey(key, context.context<unknown>(key));
  if (folder !== undefined) return folder;
  throw new LocalfsError(`Nothing is remembered of where the folder ${identity} lies.`, {
    code: "LOCALFS_ROOT_MISSING",
    hint: "Mount it once more with mountDirectory.",
  });
}

type Making = Extract<EntryAction, { kind: "make folder" }>;

function isMaking(one: Positioned<EntryAction>): one is Positioned<Making> {
  return one.action.kind === "make folder";
}

function isOfFile(one: Positioned<EntryAction>): one is Positioned<RemoveFileAction | WriteAction> {
  return one.action.kind === "write" || one.action.kind === "remove file";
}

async function make({ action, name, parents, root }: Positioned<Making>): Promise<void> {
  if (action.path === "") await (await OpenFolder.root(root, true)).close();
  else
    await withFolder({ root, parts: parents, makesRoot: action.alone, make: true }, async (parent) => {
      if (parent !== undefined)
        await makeFolder(parent, name, isElsewhere(action, root) ? makeElsewhere(action) : action);
    });
}

/** Works off the files of one folder. Those to be written need the folder; those to be removed went with it if it is gone. */
async function applyInFolder(
  group: readonly Positioned<RemoveFileAction | WriteAction>[],
  errors: unknown[],
  signal: AbortSignal,
): Promise<void> {
  const writes = group.filter((one): one is Positioned<WriteAction> => one.action.kind === "write");
  const removals = group.filter((one): one is Positioned<RemoveFileAction> => one.action.kind === "remove file");
  const { parents: parts, root } = group[0] as Positioned<EntryAction>;
  const inFolder = async <One extends Positioned<RemoveFileAction | WriteAction>>(
    some: readonly One[],
    verb: "remove" | "write",
    work: (folder: OpenFolder, one: One) => Promise<void>,
  ): Promise<void> => {
    if (some.length === 0) return;
    const makesRoot = some.some(({ action }) => action.kind === "write" && action.alone);
    try {
      await withFolder({ root, parts, makesRoot, make: verb === "write" }, async (folder) => {
        if (folder === undefined) return;
        await eachBounded(some, FILES_AT_ONCE, async (one) => {
          errors[one.position] = await attempt(one, verb, () => {
            signal.throwIfAborted(); // its time is over: what is not begun by now is not
            return work(folder, one);
          });
        });
      });
    } catch (error) {
      for (const one of some) errors[one.position] ??= failureOf(one, verb, error);
    }
  };
  await inFolder(writes, "write", async (folder, one) => {
    const action = isElsewhere(one.action, root) ? await writeElsewhere(folder, one.name, one.action) : one.action;
    await writeFile(folder, one.name, action);
    if (action.owned === "no" && action.onExisting !== "error") noteTakenOver(pathOf(one), ownerOf(one));
  });
  const ours = removals.filter((one) => !isTakenFrom(pathOf(one), ownerOf(one)));
  await inFolder(ours, "remove", (folder, { action, name }) =>
    removeFile(folder, name, isElsewhere(action, root) ? removeElsewhere(action) : action),
  );
}

async function attempt(
  one: Positioned<EntryAction>,
  verb: "make" | "remove" | "write",
  work: () => Promise<void>,
): Promise<unknown> {
  try {
    await tryAgain(async () => work());
    return undefined;
  } catch (error) {
    return failureOf(one, verb, error);
  }
}

function pathOf({ action, root }: Positioned<EntryAction>): string {
  return join(root, action.path);
}

/** Tells apart the ways in which one file can be declared. */
function ownerOf({ action: { alone, place } }: Positioned<EntryAction>): string {
  return `${alone ? "alone" : "mounted"} ${place.identity}`;
}

function failureOf(one: Positioned<EntryAction>, verb: "make" | "remove" | "write", error: unknown): unknown {
  return targetFailure(pathOf(one), verb, error);
}
