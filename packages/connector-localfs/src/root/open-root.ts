import { type BigIntStats, opendirSync, statSync } from "node:fs";
import { sep } from "node:path";
import { LocalfsError } from "../errors/localfs-error.ts";
import { systemCode, systemReason, unreadableHint } from "../errors/system-error.ts";

/** A root folder that was there when it was opened. */
export interface OpenRoot {
  /** Absolute, with a slash behind. */
  readonly prefix: string;
  /**
   * @throws LocalfsError (`LOCALFS_ROOT_CHANGED`) if the path leads to another folder now, or to none: a disk that was
   * taken off in the middle of a walk must not read as "all files were deleted".
   */
  checkUnchanged(): void;
}

/** @throws LocalfsError if there is no folder, or it cannot be read. */
export function openRoot(path: string): OpenRoot {
  const opened = statRoot(path);
  const prefix = path.endsWith(sep) || path.endsWith("/") ? path : `${path}/`;
  return {
    prefix,
    checkUnchanged() {
      const now = statRoot(path);
      if (now.dev === opened.dev && now.ino === opened.ino) return;
      throw new LocalfsError(`The root folder ${path} was replaced by another one while it was walked.`, {
        code: "LOCALFS_ROOT_CHANGED",
        path,
        hint: "Run again when it stays in place. Nothing was deleted on account of this walk.",
      });
    },
  };
}

function statRoot(path: string): BigIntStats {
  let stats: BigIntStats;
  try {
    stats = statSync(path, { bigint: true });
    if (stats.isDirectory()) opendirSync(path).closeSync();
  } catch (error) {
    throw rootFailure(path, error);
  }
  if (stats.isDirectory()) return stats;
  throw new LocalfsError(`The root folder ${path} is not a folder.`, {
    code: "LOCALFS_ROOT_NOT_A_FOLDER",
    path,
    hint: "Give the folder that holds the file, and name the file with `include`.",
  });
}

function rootFailure(path: string, cause: unknown): LocalfsError {
  if (systemCode(cause) === "ENOENT") {
    return new LocalfsError(`The root folder ${path} does not exist.`, {
      code: "LOCALFS_ROOT_MISSING",
      path,
      hint: `Make it, or mend the path: a relative one is taken from the working directory, ${process.cwd()}.`,
      cause,
    });
  }
  return new LocalfsError(`The root folder ${path} cannot be read: ${systemReason(cause)}.`, {
    code: "LOCALFS_UNREADABLE",
    path,
    hint: unreadableHint(cause, "give another folder"),
    cause,
  });
}
