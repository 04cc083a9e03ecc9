import { LocalfsError } from "./localfs-error.ts";
import { systemCode, systemReason, unreadableHint } from "./system-error.ts";

/** The failure to read one file that a walk had found: it fails what wanted the file, nothing else. */
export function readFailure(path: string, cause: unknown): LocalfsError {
  const failure = (code: string, message: string, hint: string): LocalfsError =>
    new LocalfsError(message, { code, path, hint, cause });
  switch (systemCode(cause)) {
    case "ENOENT":
    case "ENOTDIR":
      return failure(
        "LOCALFS_FILE_MISSING",
        `The file ${path} is gone: it was there when its folder was listed.`,
        "Run again: the next run treats it as deleted.",
      );
    case "EISDIR":
      return failure(
        "LOCALFS_NOT_A_FILE",
        `${path} is a folder now: it was a file when its folder was listed.`,
        "Run again: the next run looks at the files in it.",
      );
    case "ERR_FS_FILE_TOO_LARGE":
    case "ERR_STRING_TOO_LONG":
      return failure(
        "LOCALFS_FILE_TOO_LARGE",
        `The file ${path} is too large to be held in memory as a whole.`,
        "Read it in parts with stream(), or leave such files out with `maxFileSize`.",
      );
    default:
      return failure(
        "LOCALFS_UNREADABLE",
        `The file ${path} cannot be read: ${systemReason(cause)}.`,
        unreadableHint(cause, "leave it out with `exclude`"),
      );
  }
}
