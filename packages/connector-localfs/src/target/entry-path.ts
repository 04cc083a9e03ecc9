import { posix } from "node:path";
import { LocalfsError } from "../errors/localfs-error.ts";
import { isTemporaryName } from "./temporary-name.ts";

/**
 * The path of a declared file or folder from its root, with `/` between the parts and without detours.
 * @throws LocalfsError for a path that leads out of the root (`LOCALFS_OUTSIDE_ROOT`), or that has a name in it which this
 * system cannot hold (`LOCALFS_TARGET_PATH`).
 */
export function entryPath(given: unknown, platform: NodeJS.Platform = process.platform): string {
  if (typeof given !== "string" || given === "") throw refused(given, "is not a path");
  const slashed = platform === "win32" ? given.replaceAll("\\", "/") : given;
  if (slashed.startsWith("/") || (platform === "win32" && /^[a-z]:/i.test(slashed))) throw outside(given);
  const plain = posix.normalize(slashed).replace(/\/$/, "");
  if (plain === ".." || plain.startsWith("../")) throw outside(given);
  if (plain === ".") throw refused(given, "names the folder itself");
  for (const name of plain.split("/")) {
    const problem = nameProblem(name, platform);
    if (problem !== undefined) throw refused(given, problem);
  }
  return plain;
}

/** What keeps a name from being one of a file, in words. */
function nameProblem(name: string, platform: NodeJS.Platform): string | undefined {
  const shown = JSON.stringify(name);
  if (!name.isWellFormed()) return `has half of a surrogate pair in ${shown}, which no file name can hold`;
  if (name.includes("\0")) return `has a null character in ${shown}`;
  if (isTemporaryName(name)) return `has the form of a temporary file in ${shown}`;
  if (platform !== "win32") return undefined;
  // https://learn.microsoft.com/windows/win32/fileio/naming-a-file
  // oxlint-disable-next-line no-control-regex -- control characters are among those that Windows refuses.
  if (/[<>:"|?*\u0000-\u001f]/.test(name)) return `has a character in ${shown} that Windows does not allow`;
  if (/[. ]$/.test(name)) return `has a name that ends in a dot or a space, ${shown}: Windows would cut it off`;
  if (/^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i.test(name))
    return `has a name reserved by Windows, ${shown}`;
  return undefined;
}

function refused(given: unknown, problem: string): LocalfsError {
  return new LocalfsError(`The path ${JSON.stringify(given) ?? String(given)} ${problem}.`, {
    code: "LOCALFS_TARGET_PATH",
    hint: 'Declare it by its path from the folder, with "/" between the parts: "guide/start.html".',
  });
}

function outside(given: string): LocalfsError {
  return new LocalfsError(`The path ${JSON.stringify(given)} leads out of the folder that it is declared in.`, {
    code: "LOCALFS_OUTSIDE_ROOT",
    hint: "Write it from that folder; for a file elsewhere, mount the folder that holds it.",
  });
}
