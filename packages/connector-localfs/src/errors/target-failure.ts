import { CocoError } from "@coco/connectorkit";
import { LocalfsError } from "./localfs-error.ts";
import { systemCode, systemReason } from "./system-error.ts";

/** Rule T11: a file that is there and was not written by this app. */
export function foundNotWritten(path: string): LocalfsError {
  return failure("LOCALFS_FILE_EXISTS", path, `The file ${path} exists already and was not written by this app.`, {
    hint:
      "Move it away, or declare another path; or say that the app may have it: " +
      '{ onExisting: "adopt" } keeps it as long as its content is the declared one, { onExisting: "replace" } overwrites it.',
  });
}

export function namesCollide(path: string, existing: string | undefined): LocalfsError {
  const other = existing === undefined ? "another entry" : JSON.stringify(existing);
  return failure(
    "LOCALFS_NAME_COLLISION",
    path,
    `The file ${path} cannot stand beside ${other}: to this file system they are one name.`,
    {
      hint: "Names that differ only in upper and lower case, or in how accents are written, need a folder each or other names.",
    },
  );
}

export function leadsOutside(path: string, root: string): LocalfsError {
  return failure(
    "LOCALFS_OUTSIDE_ROOT",
    path,
    `${path} is, or lies behind, a symbolic link that leads out of ${root}.`,
    {
      hint: "Nothing is written through it. Remove the link, or mount the folder that it leads to as a target of its own.",
    },
  );
}

export function pathBlocked(path: string, cause?: unknown): LocalfsError {
  return failure("LOCALFS_PATH_BLOCKED", path, `${path} is no folder, and something is declared in it.`, {
    hint: "Move it away. If an earlier run wrote it, it is removed at the end of this run: run again.",
    cause,
  });
}

export function folderInTheWay(path: string, cause?: unknown): LocalfsError {
  return failure("LOCALFS_PATH_BLOCKED", path, `${path} is a folder, and a file is declared there.`, {
    hint: "Move it away. If its files are from an earlier run, they are removed at the end of this run: run again.",
    cause,
  });
}

export function rootGone(path: string, cause: unknown): LocalfsError {
  return failure("LOCALFS_ROOT_MISSING", path, `The folder ${path} does not exist.`, {
    hint: "Make it, or mend the path; mountDirectory makes a folder that is missing, unless the user manages it.",
    cause,
  });
}

export function sourceChanged(path: string, from: string): LocalfsError {
  return failure(
    "LOCALFS_SOURCE_CHANGED",
    path,
    `${from} changed between being declared as ${path} and being copied there.`,
    {
      hint: "Run again. Nothing was written.",
    },
  );
}

/** Turns whatever was thrown while writing or removing `path` into an error that says so. */
export function targetFailure(path: string, verb: "make" | "remove" | "write", cause: unknown): CocoError {
  if (CocoError.isInstance(cause)) return cause;
  const [code, hint] = explained(systemCode(cause));
  return failure(code, path, `Could not ${verb} ${path}: ${systemReason(cause)}.`, { hint, cause });
}

function explained(code: string | undefined): readonly [code: string, hint: string] {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return ["LOCALFS_DISK_FULL", "Free some space on the disk, then run the update again: it goes on where it was."];
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return ["LOCALFS_NOT_WRITABLE", "Give the user that runs this process permission to write into the folder."];
    case "ENAMETOOLONG":
      return ["LOCALFS_TARGET_PATH", "Declare it under a shorter name: most systems take 255 bytes a name."];
    case "EILSEQ":
    case "EINVAL":
      return [
        "LOCALFS_TARGET_PATH",
        "The file system does not take this name, or this kind of content: declare another.",
      ];
    default:
      return ["LOCALFS_WRITE_FAILED", "The next run tries again."];
  }
}

function failure(code: string, path: string, message: string, more: { hint: string; cause?: unknown }): LocalfsError {
  return new LocalfsError(message, { code, path, ...more });
}
