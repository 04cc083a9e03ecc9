import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { MODEL_NAME } from "./embedding-model.ts";
import { modelIn } from "./model-folder.ts";
import type { PinnedFile } from "./pinned-files.ts";

/** Throws when bytes are not those that are pinned. */
function verify(file: PinnedFile, bytes: Buffer): Buffer {
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found === file.sha256) return bytes;
  throw new Error(`${file.path} is not the file that was expected: its sha256 is ${found}, not ${file.sha256}.`);
}

/**
 * Puts a model into the cache: written beside its place and moved there as a whole, so that a stopped download is never taken
 * for a model. If another process was faster, its model stays.
 */
export async function installModel(cache: string, write: (folder: string) => Promise<void>): Promise<void> {
  const place = path.join(cache, MODEL_NAME);
  await mkdir(path.dirname(place), { recursive: true });
  const partial = await mkdtemp(`${place}.partial-`);
  try {
    await write(partial);
    // What is there without being a whole model would only be in the way.
    if (modelIn(place, "cache") === undefined) await rm(place, { recursive: true, force: true });
    await rename(partial, place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

export async function writeModelFile(folder: string, file: PinnedFile, bytes: Buffer): Promise<void> {
  const place = path.join(folder, ...file.path.split("/"));
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, verify(file, bytes));
}
