import path from "node:path";
import type { OpenCrashTarget } from "./crash-target.ts";
import { FileStorage } from "./file-storage.ts";
import { shelfTarget } from "./shelf-target.ts";

/** Shelves in files, in the folder `target` of a program's folder. */
export const openFilesTarget: OpenCrashTarget = async (data, instants) =>
  shelfTarget("files", new FileStorage(path.join(data, "target"), instants), path.join(data, "log.txt"), (what) =>
    instants.pass(what),
  );
