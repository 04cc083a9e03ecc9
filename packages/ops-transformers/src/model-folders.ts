import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type { TransformersEmbedderOptions } from "./embedder-options.ts";

/** The folder under which models are kept as `<organisation>/<name>`. */
export function modelCacheFolder({ cacheDir }: Pick<TransformersEmbedderOptions, "cacheDir">): string {
  if (cacheDir !== undefined) return resolve(cacheDir);
  const base = process.env["XDG_CACHE_HOME"] ?? "";
  // The XDG rules say to ignore a relative path.
  return join(isAbsolute(base) ? base : join(homedir(), ".cache"), "coco", "models");
}

/** The folder that the user gave: as an option, else in the environment. Where there is one, nothing else is tried. */
export function givenFolder({ modelDir }: Pick<TransformersEmbedderOptions, "modelDir">): string | undefined {
  const given = modelDir ?? (process.env["COCO_MODEL_DIR"] || undefined);
  return given === undefined ? undefined : resolve(given);
}

/** The folders in which a model may lie, in the order in which they are tried. */
export function modelFolders(
  model: string,
  options: Pick<TransformersEmbedderOptions, "modelDir" | "cacheDir">,
): readonly string[] {
  const given = givenFolder(options);
  // A root that holds several models goes before a folder that is the model itself.
  return given === undefined ? [join(modelCacheFolder(options), model)] : [join(given, model), given];
}
