import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { CoreModule } from "../core-module.ts";
import { LoadError } from "./load-error.ts";

const CORE = "@coco/core";

/** Loads the copy of the engine that a file of the app resolves: two copies in one process do not work. */
export async function loadCoreFor(file: string): Promise<CoreModule> {
  let location: string;
  try {
    location = createRequire(file).resolve(CORE);
  } catch (cause) {
    throw new LoadError(`${path.relative("", file)} finds no ${CORE}.`, {
      code: "CORE_NOT_FOUND",
      hint: `Install it beside the app: npm install ${CORE}`,
      cause,
    });
  }
  return (await import(pathToFileURL(location).href)) as CoreModule;
}

/** For looking at a store with no code at hand: the engine of the working folder, else the one beside this command. */
export async function loadAnyCore(): Promise<CoreModule> {
  try {
    return await loadCoreFor(path.resolve("main.ts"));
  } catch (error) {
    if (!LoadError.isInstance(error)) throw error;
    return import("@coco/core");
  }
}
