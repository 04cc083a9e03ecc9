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
      "Say which file defines the app, e.g. coco update main.ts.",
    );
  }
  const location = path.resolve(workingFolder, name);
  const found = statSync(location, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`There is no file ${name}.`, hintFor(location));
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

function hintFor(location: string): string {
  const base = path.basename(location);
  const folder = path.dirname(location);
  let neighbours: string[];
  try {
    neighbours = readdirSync(folder).filter((file) => /\.(?:m?[jt]s)$/.test(file));
  } catch {
    return `The folder ${folder} cannot be read; check the path.`;
  }
  const withExtension = neighbours.find((file) => path.parse(file).name === base);
  const meant = withExtension === undefined ? didYouMean(base, neighbours) : `Did you mean ${withExtension}?`;
  return meant ?? "TARGET is a file, file.ts:App, a folder with a package.json, or nothing inside one.";
}
