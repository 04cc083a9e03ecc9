import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { didYouMean } from "../did-you-mean.ts";
import { UsageError } from "../usage-error.ts";
import { entryOfFolder, nearestPackageFolder } from "./entry-of-folder.ts";

/** What a TARGET names. */
export interface Target {
  /** The absolute path of the file that defines the app. */
  readonly file: string;
  /** What stands after the colon: `App`, `App@environment` or `@environment`. */
  readonly app: string | undefined;
}

/** Finds the file behind a TARGET: `file.ts`, `file.ts:App@environment`, a folder, or nothing inside a package. */
export function locateTarget(text: string | undefined, workingFolder: string = process.cwd()): Target {
  const [name, app] = text === undefined ? ["", undefined] : splitTarget(text, workingFolder);
  if (name === "") {
    const folder = nearestPackageFolder(workingFolder);
    if (folder !== undefined) return { file: entryOfFolder(folder), app };
    throw new UsageError(
      "No TARGET was given, and there is no package.json here or above.",
      "Say which file defines the app, e.g. coco update main.ts. A new project: coco init NAME.",
    );
  }
  const location = path.resolve(workingFolder, name);
  const found = statSync(location, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`There is no file ${name}.`, neighbourOf(location) ?? hintFor(name));
  return { file: found.isDirectory() ? entryOfFolder(location) : location, app };
}

/** Cuts at the first colon that has something existing before it, so that file names with colons work. */
function splitTarget(text: string, workingFolder: string): [name: string, app: string | undefined] {
  if (text !== "" && existsSync(path.resolve(workingFolder, text))) return [text, undefined];
  const drive = /^[A-Za-z]:[\\/]/.test(text) ? 2 : 0;
  let last: [string, string] | undefined;
  for (let colon = text.indexOf(":", drive); colon >= 0; colon = text.indexOf(":", colon + 1)) {
    last = [text.slice(0, colon), text.slice(colon + 1)];
    if (last[0] === "" || existsSync(path.resolve(workingFolder, last[0]))) return last;
  }
  return last ?? [text, undefined];
}

/** Whether there is a file or a folder for a TARGET. */
export function isThere(text: string): boolean {
  return existsSync(splitTarget(text, process.cwd())[0]);
}

/** The file beside it that may be meant, as a question. */
export function neighbourOf(location: string): string | undefined {
  const base = path.basename(location);
  try {
    const neighbours = readdirSync(path.dirname(location)).filter((file) => /\.(?:m?[jt]s)$/.test(file));
    const withExtension = neighbours.find((file) => path.parse(file).name === base);
    return withExtension === undefined ? didYouMean(base, neighbours) : `Did you mean ${withExtension}?`;
  } catch {
    return undefined; // there is no such folder
  }
}

function hintFor(name: string): string {
  const [file = "", environment] = name.split("@");
  if (environment !== undefined && existsSync(file))
    return `An environment is named behind an app: ${file}:APP@${environment}.`;
  if (!existsSync(path.dirname(name))) return `There is no folder ${path.dirname(name)} either; check the path.`;
  const entry = entryHere();
  if (entry !== undefined && !/[./\\]/.test(name)) return `An app is named behind its file: ${entry}:${name}.`;
  return "TARGET is a file, file.ts:App, a folder with a package.json, or nothing inside one.";
}

/** The file of the package around here that defines its app, as written from here. */
export function entryHere(): string | undefined {
  try {
    const folder = nearestPackageFolder(process.cwd());
    return folder === undefined ? undefined : path.relative("", entryOfFolder(folder));
  } catch {
    return undefined;
  }
}
