import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { LocalfsError } from "../errors/localfs-error.ts";
import { systemCode, systemReason, unreadableHint } from "../errors/system-error.ts";
import { showPath } from "../errors/show-path.ts";
import { type IgnoreRules, withIgnoreFile } from "./ignore-rules.ts";

/** The rules of the folders above a root, up to the repository that it lies in; none outside a repository. */
export function rulesAbove(root: string): IgnoreRules | undefined {
  let rules: IgnoreRules | undefined;
  for (const folder of foldersAbove(root).reverse()) {
    const text = readIgnoreFile(join(folder, ".gitignore"));
    if (text === undefined) continue;
    rules = withIgnoreFile(text, { depth: 0, above: pathDown(folder, root) }, rules);
  }
  return rules;
}

/** The folders above a root, up to the repository that it lies in, innermost first; none outside a repository. */
export function foldersAbove(root: string): string[] {
  const above: string[] = [];
  for (let folder = root; !existsSync(join(folder, ".git")); folder = dirname(folder)) {
    if (dirname(folder) === folder) return [];
    above.push(dirname(folder));
  }
  return above;
}

/** The text of a .gitignore file, if there is one; one that cannot be read is an error, for nobody knows what it hides. */
export function readIgnoreFile(path: string | Buffer): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    const shown = showPath(path);
    throw new LocalfsError(`The ignore file ${shown} cannot be read: ${systemReason(error)}.`, {
      code: "LOCALFS_UNREADABLE",
      path: shown,
      hint: unreadableHint(error, "walk without `gitignore`"),
      cause: error,
    });
  }
}

function pathDown(from: string, to: string): string {
  let path = "";
  for (let folder = to; folder !== from; folder = dirname(folder)) path = `${basename(folder)}/${path}`;
  return path;
}
