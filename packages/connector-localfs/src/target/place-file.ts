import { link, lstat, readdir, rename, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { folderInTheWay, foundNotWritten, namesCollide } from "../errors/target-failure.ts";
import { systemCode } from "../errors/system-error.ts";
import type { WriteAction } from "./entry-action.ts";
import type { OpenFolder } from "./open-folder.ts";

/** Gives a file that is written under a temporary name its own one: at once, as a whole, over nothing that is not ours. */
export async function placeFile(
  folder: OpenFolder,
  temporary: string,
  name: string,
  action: WriteAction,
): Promise<void> {
  await folder.check();
  if (action.owned === "no" && action.onExisting === "error") await placeNew(folder, temporary, name);
  else await placeOver(folder, temporary, name, action);
  folder.changed();
}

/** A link is made only where nothing stands, also if it came there a moment ago: renaming would overwrite it. */
async function placeNew(folder: OpenFolder, temporary: string, name: string): Promise<void> {
  try {
    await link(folder.at(temporary), folder.at(name));
  } catch (error) {
    const code = systemCode(error) ?? "";
    if (code !== "EEXIST" && !WITHOUT_LINKS.has(code)) throw error;
    if (code === "EEXIST" || (await exists(folder.at(name)))) throw await occupied(folder, name);
    await rename(folder.at(temporary), folder.at(name));
    return;
  }
  await unlink(folder.at(temporary));
}

/** How file systems that know no links say so. */
const WITHOUT_LINKS: ReadonlySet<string> = new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EMLINK",
  "EXDEV",
  "EINVAL",
]);

async function placeOver(folder: OpenFolder, temporary: string, name: string, action: WriteAction): Promise<void> {
  const stats = await lstat(folder.at(name)).catch(absentIfMissing);
  if (stats !== undefined && action.owned !== "certainly") await checkName(folder, name);
  if (stats?.isDirectory() === true) {
    const shown = join(folder.shown, name);
    if (!action.replacesFolder) throw folderInTheWay(shown);
    await rmdir(folder.at(name)).catch((error: unknown) => {
      throw folderInTheWay(shown, error);
    });
  }
  await rename(folder.at(temporary), folder.at(name));
}

async function occupied(folder: OpenFolder, name: string): Promise<Error> {
  try {
    await checkName(folder, name);
  } catch (error) {
    return error as Error;
  }
  return foundNotWritten(join(folder.shown, name));
}

/**
 * What is found under a name may bear another one, on file systems to which upper and lower case, or two ways to write an
 * accent, are the same.
 * @throws LocalfsError (`LOCALFS_NAME_COLLISION`)
 */
export async function checkName(folder: OpenFolder, name: string): Promise<void> {
  const entries = await readdir(folder.base);
  if (!entries.includes(name)) throw namesCollide(join(folder.shown, name), sameName(entries, name));
}

/** The entry that such a file system takes for `name`. */
export function sameName(entries: readonly string[], name: string): string | undefined {
  return entries.find((entry) => folded(entry) === folded(name));
}

function folded(name: string): string {
  return name.normalize("NFKD").toUpperCase().toLowerCase();
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(absentIfMissing)) !== undefined;
}

/** For `catch`: what is not there is `undefined`, anything else still an error. */
export function absentIfMissing(error: unknown): undefined {
  if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
  throw error;
}
