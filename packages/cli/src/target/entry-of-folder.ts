import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../usage-error.ts";

const CONVENTION = ["main", "src/main"].flatMap((name) => ["ts", "mts", "js", "mjs"].map((end) => `${name}.${end}`));

/** The folder of the nearest `package.json`, from `start` upwards. */
export function nearestPackageFolder(start: string): string | undefined {
  for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "package.json"))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/**
 * The file of a folder that defines its app: `coco.main` of its package.json, else `main.ts` or `src/main.ts` (or .mts,
 * .js, .mjs), else `main` of its package.json. `main` comes last: it often names a build that may be out of date.
 */
export function entryOfFolder(folder: string): string {
  const manifest = readManifest(path.join(folder, "package.json"));
  const named = manifest.coco?.main;
  if (typeof named === "string") {
    if (isFile(path.join(folder, named))) return path.join(folder, named);
    throw new UsageError(
      `package.json in ${folder} says "coco": { "main": "${named}" }, and there is no such file.`,
      "Correct it, or name the file on the command line.",
    );
  }
  const candidates = [...CONVENTION, ...(typeof manifest.main === "string" ? [manifest.main] : [])];
  const found = candidates.find((name) => isFile(path.join(folder, name)));
  if (found !== undefined) return path.join(folder, found);
  throw new UsageError(
    `Nothing in ${path.relative("", folder) || "this folder"} says which file defines the app.`,
    'Name the file, call it main.ts, or write "coco": { "main": "FILE" } into its package.json. A new project: coco init NAME.',
  );
}

interface Manifest {
  readonly main?: unknown;
  readonly coco?: { readonly main?: unknown };
}

function readManifest(file: string): Manifest {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, "Correct it, or name the app's file.");
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
