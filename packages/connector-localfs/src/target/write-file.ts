import { constants, type FileHandle, lstat, open, rm, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { pathBlocked, sourceChanged } from "../errors/target-failure.ts";
import { systemCode } from "../errors/system-error.ts";
import { hashFile, RunningHash } from "../file/content-hash.ts";
import type { Content } from "./content.ts";
import type { MakeFolderAction, WriteAction } from "./entry-action.ts";
import type { OpenFolder } from "./open-folder.ts";
import { absentIfMissing, checkName, placeFile } from "./place-file.ts";
import { temporaryName } from "./temporary-name.ts";

const MODE_BITS = 0o777;

/** Makes the file what the action says, in one step: whoever reads it sees the old content or the new one, as a whole. */
export async function writeFile(folder: OpenFolder, name: string, action: WriteAction): Promise<void> {
  const temporary = temporaryName(name);
  if (await isThere(folder, name, action)) {
    // A process that was killed right after the file took its place left the other name of it.
    if (action.owned !== "certainly") {
      await rm(folder.at(temporary), { force: true });
      folder.changed(); // nor may it have come to make this durable
    }
    return;
  }
  try {
    await writeTemporary(folder, temporary, action, await wantedMode(folder, name, action));
    await placeFile(folder, temporary, name, action);
  } catch (error) {
    await rm(folder.at(temporary), { force: true });
    throw error;
  }
}

/** Whether the content is the wanted one already; then at most the mode is set. */
async function isThere(folder: OpenFolder, name: string, action: WriteAction): Promise<boolean> {
  const { content, mode, modeOnly, onExisting, owned, resetsMode } = action;
  if (!modeOnly && owned !== "maybe" && !(owned === "no" && onExisting === "adopt")) return false;
  const path = folder.at(name);
  const stats = await lstat(path).catch(absentIfMissing);
  if (stats?.isFile() !== true || stats.size !== content.size) return false;
  if (!modeOnly) {
    await checkName(folder, name);
    if ((await hashFile(path, stats.size)).hash !== content.hash) return false;
  }
  const wanted = mode ?? (resetsMode ? defaultMode() : undefined);
  if (wanted === undefined || (stats.mode & MODE_BITS) === wanted) return true;
  // Never through a link that has taken the file's place meanwhile.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    await handle.chmod(wanted);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}

/** The mode that is declared, else that of our file which is replaced. `undefined`: the system's default. */
async function wantedMode(folder: OpenFolder, name: string, action: WriteAction): Promise<number | undefined> {
  if (action.mode !== undefined) return action.mode;
  if (action.resetsMode || action.owned === "no") return undefined;
  const stats = await lstat(folder.at(name)).catch(absentIfMissing);
  return stats?.isFile() === true ? stats.mode & MODE_BITS : undefined;
}

function defaultMode(): number {
  return 0o666 & ~process.umask();
}

async function writeTemporary(
  folder: OpenFolder,
  temporary: string,
  { content, path }: WriteAction,
  mode: number | undefined,
): Promise<void> {
  // Nobody may read what is to be private while it is being written.
  const handle = await openNew(folder.at(temporary), mode === undefined ? 0o666 : 0o600);
  try {
    await fill(handle, content, path);
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openNew(path: string, mode: number): Promise<FileHandle> {
  try {
    return await open(path, "wx", mode);
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
    await unlink(path); // a killed process left it
    return open(path, "wx", mode);
  }
}

async function fill(handle: FileHandle, content: Content, path: string): Promise<void> {
  if ("bytes" in content) {
    await handle.writeFile(content.bytes);
    return;
  }
  const running = new RunningHash();
  for await (const chunk of content.open()) {
    running.add(chunk);
    await handle.writeFile(chunk);
  }
  if (running.finish().hash !== content.hash) throw sourceChanged(path, content.from);
}

/** Makes a folder, where a file of ours may stand. */
export async function makeFolder(parent: OpenFolder, name: string, action: MakeFolderAction): Promise<void> {
  const shown = join(parent.shown, name);
  const stats = await lstat(parent.at(name)).catch(absentIfMissing);
  if (stats?.isFile() === true) {
    if (!action.replacesFile) throw pathBlocked(shown);
    await unlink(parent.at(name));
  }
  const folder = await parent.enter(name, true);
  await folder?.close();
}

/** Removes a folder if nothing is left in it; says whether it is gone. */
export async function removeIfEmpty(path: string, shown: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    const code = systemCode(error) ?? "";
    if (code === "ENOENT") return true;
    // Something of the user's is in it, or stands there instead of it, or it is not ours to remove.
    if (["ENOTEMPTY", "EEXIST", "ENOTDIR", "EBUSY", "EINVAL"].includes(code)) return false;
    throw Object.assign(error as Error, { path: shown });
  }
}
