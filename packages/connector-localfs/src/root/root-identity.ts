import { isAbsolute, join, relative, sep } from "node:path";
import { callingFile } from "./calling-file.ts";
import { packageFolder } from "./package-folder.ts";

/**
 * What names a folder across runs, and so is part of the memo key of each file beneath it: the folder relative to the
 * application's package, which stays the same when the checkout moves; the absolute path outside that package.
 * Symbolic links are not resolved.
 *
 * @param folder - absolute.
 * @param ownModules - the modules of this package between the application's call and this one, as URLs.
 */
export function identityOfFolder(folder: string, ownModules: readonly string[]): string {
  const caller = callingFile([...ownModules, import.meta.url]) ?? join(process.cwd(), "no-file");
  const inside = relative(packageFolder(caller), folder);
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return `absolute:${slashed(folder)}`;
  return `package:${slashed(inside) || "."}`;
}

/** The identity of a folder that a context key provides: its role, wherever the folder lies. */
export function identityOfKey(name: string): string {
  return `key:${name}`;
}

function slashed(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}
