import { constants, type FileHandle, open } from "node:fs/promises";
import { systemCode } from "../errors/system-error.ts";

/** A folder as something that can be synchronised; Windows has no such thing. */
export async function openFolder(path: string): Promise<FileHandle | undefined> {
  return process.platform === "win32" ? undefined : open(path, constants.O_RDONLY | constants.O_DIRECTORY);
}

/** Makes durable what entries a folder has. */
export async function syncHandle(handle: FileHandle | undefined): Promise<void> {
  try {
    await handle?.sync();
  } catch (error) {
    // Some file systems cannot synchronise a folder; what they keep is up to them.
    if (!["EINVAL", "ENOTSUP", "EPERM", "EBADF"].includes(systemCode(error) ?? "")) throw error;
  }
}

/** The same of a folder that is not open; nothing where it cannot be opened, as one above a root may be. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await openFolder(path).catch(() => undefined);
  try {
    await syncHandle(handle);
  } finally {
    await handle?.close();
  }
}
