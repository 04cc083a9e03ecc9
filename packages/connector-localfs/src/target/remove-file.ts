import { lstat, unlink } from "node:fs/promises";
import { hashFile } from "../file/content-hash.ts";
import type { RemoveFileAction } from "./entry-action.ts";
import type { OpenFolder } from "./open-folder.ts";
import { absentIfMissing } from "./place-file.ts";
import { temporaryName } from "./temporary-name.ts";

/** Removes a file of ours. What stands there instead of it, a folder or what we cannot have written, stays. */
export async function removeFile(folder: OpenFolder, name: string, action: RemoveFileAction): Promise<void> {
  if (action.mayHaveLeftover) await unlink(folder.at(temporaryName(name))).catch(absentIfMissing);
  if (action.mayHaveLeftover || action.hashes !== undefined) folder.changed(); // what a killed process did need not be durable
  const stats = await lstat(folder.at(name)).catch(absentIfMissing);
  if (stats === undefined || stats.isDirectory()) return;
  if (action.hashes !== undefined) {
    if (!stats.isFile()) return;
    const { hash } = await hashFile(folder.at(name), stats.size);
    if (!action.hashes.includes(hash)) return;
  }
  await unlink(folder.at(name)).catch(absentIfMissing);
  folder.changed();
}
