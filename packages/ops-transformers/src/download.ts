import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { EmbedderError } from "./embedder-error.ts";
import type { Library } from "./embedder-options.ts";
import { PACKAGES } from "./library.ts";
import { modelMissing } from "./model-missing.ts";

export interface DownloadRequest {
  readonly library: Library;
  readonly model: string;
  /** Where models are kept: the model gets `<cacheFolder>/<organisation>/<name>`. */
  readonly cacheFolder: string;
  /** Where it was looked for before, for the error. */
  readonly refused: readonly string[];
}

/**
 * Fetches a model's full-precision files from the hub with the library's own downloader. That runs in a process of its
 * own, so that no setting of the library changes in this one, and into a folder of its own, so that a download cut short
 * leaves nothing that looks whole.
 */
export async function download(request: DownloadRequest): Promise<void> {
  const job = begin(request);
  try {
    const child = spawn(process.execPath, job.args, { stdio: ["ignore", "ignore", "pipe"] });
    const exited = new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject));
    const [said, code] = await Promise.all([text(child.stderr), exited]);
    if (code !== 0) throw failed(request, said);
    adopt(request, job.folder);
  } finally {
    rmSync(job.folder, { recursive: true, force: true });
  }
}

/** The same, for a memo key that is asked for before anybody awaited the model. Blocks until the model is here. */
export function downloadSync(request: DownloadRequest): void {
  const job = begin(request);
  try {
    const child = spawnSync(process.execPath, job.args, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    if (child.status !== 0) throw failed(request, child.error?.message ?? child.stderr);
    adopt(request, job.folder);
  } finally {
    rmSync(job.folder, { recursive: true, force: true });
  }
}

function begin(request: DownloadRequest): { readonly folder: string; readonly args: readonly string[] } {
  process.stderr.write(`Fetching the model ${request.model} into ${request.cacheFolder}, once …\n`);
  mkdirSync(request.cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(request.cacheFolder, ".incoming-"));
  // Run from the sources, or from the build that stands beside them in the package.
  const script = import.meta.url.endsWith(".ts") ? "./download-process.ts" : "./download-process.mjs";
  const args = [fileURLToPath(new URL(script, import.meta.url)), PACKAGES[request.library], request.model, folder];
  return { folder, args };
}

/** Moves what came to where models are kept; `config.json` last, because it makes a folder count as a model's. */
function adopt({ model, cacheFolder }: DownloadRequest, folder: string): void {
  const from = join(folder, model);
  const files = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1))
    .sort((left, right) => Number(basename(left) === "config.json") - Number(basename(right) === "config.json"));
  for (const file of files) {
    const target = join(cacheFolder, model, file);
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target)) renameSync(join(from, file), target);
  }
}

function failed({ model, refused }: DownloadRequest, said: string): EmbedderError {
  const reason = said.trim().split("\n").at(-1) ?? "";
  return modelMissing(model, refused, `fetching it from the hub failed: ${reason}`, new Error(said.trim()));
}
