import { basename, dirname, extname, relative, resolve } from "node:path";
import type { PackageReader } from "./package-info.ts";

/** Folders that hold sources or what is built from them: they are not part of a module's name. */
const BUILD_FOLDERS = new Set(["src", "dist", "build", "out"]);

/**
 * Package name, module path inside the package without extension, and declared name: `my-app:steps/index-file#indexFile`.
 * No absolute path, so a moved checkout keeps its identities; `dist/x.js` beside `src/x.ts` has the same one.
 */
export function functionIdentity(packages: PackageReader, file: string, name: string, origin?: string): string {
  const info = packages.named(file) ?? packages.nearest(file);
  const root = info?.root ?? dirname(file);
  const source = origin === undefined ? file : resolve(dirname(file), origin);
  const inside = pathInside(root, source) ?? pathInside(root, file) ?? basename(file);
  // Bundlers tell equal names of several modules apart by a number that the source does not have.
  const declared = origin === undefined ? name : name.replaceAll(/\$\d+(?=\.|$)/g, "");
  return `${info?.name === undefined ? "" : `${info.name}:`}${modulePath(inside)}#${declared}`;
}

function pathInside(root: string, file: string): string | undefined {
  const path = relative(root, file).replaceAll("\\", "/");
  return path === "" || path.startsWith("../") ? undefined : path;
}

function modulePath(path: string): string {
  const parts = path.slice(0, path.length - extname(path).length).split("/");
  if (parts.length > 1 && BUILD_FOLDERS.has(parts[0] ?? "")) parts.shift();
  return parts.join("/");
}
