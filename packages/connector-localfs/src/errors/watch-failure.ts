import { LocalfsError } from "./localfs-error.ts";
import { systemCode, systemReason } from "./system-error.ts";

export function rootGoneWhileWatched(path: string, cause: unknown): LocalfsError {
  return new LocalfsError(`The root folder ${path} is gone while it is watched: ${systemReason(cause)}.`, {
    code: "LOCALFS_ROOT_MISSING",
    path,
    hint: "Nothing is deleted on account of this. When it is back, it is looked through and followed again.",
    cause,
  });
}

/** @param every - how often everything is looked through instead, in ms. */
export function unwatchable(path: string, cause: unknown, every: number): LocalfsError {
  const limit = systemCode(cause) === "ENOSPC" || systemCode(cause) === "EMFILE";
  const why = limit ? "the system's limit of watched folders is reached" : systemReason(cause);
  return new LocalfsError(`Not all folders beneath ${path} can be watched: ${why}.`, {
    code: "LOCALFS_UNWATCHABLE",
    path,
    hint: `They are looked through every ${every / 1000} s instead. ${
      limit
        ? "Raise fs.inotify.max_user_watches and fs.inotify.max_user_instances (sysctl), or leave folders out with `exclude`."
        : "Give this process the right to read them, or leave them out with `exclude`."
    }`,
    cause,
  });
}
