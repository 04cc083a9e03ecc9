import { systemPath, type PathText } from "../walk/path-text.ts";
import { LocalfsError } from "./localfs-error.ts";
import { showPath } from "./show-path.ts";
import { systemReason, unreadableHint } from "./system-error.ts";

/** The failure of a whole walk over one entry, which cannot be passed over without reading as deleted. */
export function unreadableEntry(entry: PathText, kind: "file" | "folder", cause: unknown): LocalfsError {
  const path = showPath(systemPath(entry));
  return new LocalfsError(`The ${kind} ${path} cannot be read: ${systemReason(cause)}.`, {
    code: "LOCALFS_UNREADABLE",
    path,
    hint: `${unreadableHint(cause, "leave it out with `exclude`")} Passing over it would delete what was made from ${kind === "file" ? "it" : "its files"}.`,
    cause,
  });
}
