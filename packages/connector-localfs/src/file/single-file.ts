import { posix } from "node:path";
import { LocalfsError } from "../errors/localfs-error.ts";
import { openRoot } from "../root/open-root.ts";
import { type RootFolder, rootOf } from "../root/root.ts";
import type { PathText } from "../walk/path-text.ts";
import { statFile } from "../walk/stat-file.ts";
import type { File } from "./file.ts";
import { fileOf } from "./local-file.ts";

/**
 * One file beneath a root folder, as it is now: the same as a walk over that root would give.
 *
 * @param root - as `walk` takes it. With a context key, only inside a running component.
 * @param path - from the root, with `/` between the parts.
 * @throws LocalfsError when the path leads out of the root (`LOCALFS_OUTSIDE_ROOT`), or there is no such file.
 */
export function file(root: RootFolder, path: string): File {
  const relative = insideRoot(path);
  const { identity, folder } = rootOf(root, [import.meta.url]);
  const location = openRoot(folder()).prefix + relative;
  const observedAt = Date.now();
  const stats = statFile(plainPath(location));
  if (stats === undefined) {
    throw new LocalfsError(`There is no file ${location}.`, {
      code: "LOCALFS_FILE_MISSING",
      path: location,
      hint: "Compare the path with what the folder holds; folders, pipes and devices are no files.",
    });
  }
  const { mtimeNs, size } = stats;
  return fileOf(identity, {
    relative: plainPath(relative),
    location: plainPath(location),
    mtimeNs,
    size: Number(size),
    observedAt,
  });
}

function plainPath(text: string): PathText {
  return { text, bytes: false };
}

/** The path without detours; symbolic links on the way are the user's own. */
function insideRoot(path: unknown): string {
  const slashed = process.platform === "win32" && typeof path === "string" ? path.replaceAll("\\", "/") : path;
  if (typeof slashed === "string" && slashed.isWellFormed() && !slashed.includes("\0") && !isElsewhere(slashed)) {
    const plain = posix.normalize(slashed);
    if (plain !== ".." && !plain.startsWith("../") && plain !== "." && !plain.endsWith("/")) return plain;
  }
  throw new LocalfsError(
    `The path ${JSON.stringify(path) ?? String(path)} does not name a file beneath the root folder.`,
    {
      code: "LOCALFS_OUTSIDE_ROOT",
      hint: 'Write it from the root, as in "guide/start.md"; for a file elsewhere give the folder that holds it as root.',
    },
  );
}

function isElsewhere(path: string): boolean {
  return path.startsWith("/") || (process.platform === "win32" && /^[a-z]:/i.test(path));
}
