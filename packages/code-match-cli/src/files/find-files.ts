import { statSync } from "node:fs";
import path from "node:path";
import * as localfs from "@coco/connector-localfs";
import { UsageError } from "../usage-error.ts";

/** Which files are looked at. */
export interface FileOptions {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Whether .gitignore files count. */
  readonly ignore: boolean;
  /** In kilobytes. */
  readonly maxSize: number;
}

/** A file to be searched. */
export interface FoundFile {
  /** As it is shown: from the folder that the command was called in where that is shorter, with `/` between its parts. */
  readonly name: string;
  readonly location: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * The files at some paths, each once. What is named itself is taken even where it is ignored.
 * @throws UsageError for a path that is not there.
 */
export async function* findFiles(
  folder: string,
  paths: readonly string[],
  { include, exclude, ignore }: FileOptions,
): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  for (const given of paths.length === 0 ? ["."] : paths) {
    const root = path.resolve(folder, given);
    const stats = statSync(root, { throwIfNoEntry: false });
    if (stats === undefined) throw new UsageError(`There is no file or folder ${given}.`);
    if (stats.isFile()) {
      if (!seen.has(root)) yield { name: shownName(folder, root), location: root, size: stats.size };
      seen.add(root);
      continue;
    }
    const walk = localfs.walk(root, { include, exclude: [".git/", ...(exclude ?? [])], gitignore: ignore });
    for await (const { location, size } of walk) {
      if (!seen.has(location)) yield { name: shownName(folder, location), location, size };
      seen.add(location);
    }
  }
}

function shownName(folder: string, location: string): string {
  const relative = path.relative(folder, location);
  const shown = relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative) ? location : relative;
  return shown.split(path.sep).join("/");
}
