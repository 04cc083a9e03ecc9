import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { noteLine } from "../output/print.ts";
import { linesLeftOut } from "./lines-left-out.ts";
import { noteAppFolder } from "./missing-variable.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Sets the variables of a `.env` file that the environment does not have. Without a name the file is looked for in the
 * folder of the app's file and upwards, as far as the repository that the app is in, if it is in one.
 */
export function loadEnvironmentFile(appFile: string, named: string | undefined): void {
  noteAppFolder(path.dirname(appFile));
  const file = environmentFileOf(appFile, named);
  if (file === undefined) return;
  try {
    process.loadEnvFile(file);
    const left = linesLeftOut(readFileSync(file, "utf8"));
    if (left.length > 0)
      noteLine(
        `${path.relative("", file)}: line ${left.join(", ")} sets nothing, and is left out. A line is NAME=value, or # and a comment.`,
      );
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") throw new UsageError(`The environment file ${named ?? file} cannot be read: ${message}`);
    throw new UsageError(
      `There is no environment file ${named ?? file}.`,
      "The path is relative to the working directory.",
    );
  }
}

/** The file of variables of an app; `undefined` where there is none. */
export function environmentFileOf(appFile: string, named: string | undefined): string | undefined {
  return named === undefined ? findUpwards(path.dirname(appFile)) : path.resolve(named);
}

function findUpwards(start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const file = path.join(folder, ".env");
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
    if (existsSync(path.join(folder, ".git")) || folder === path.dirname(folder)) return undefined;
  }
}
