import { existsSync } from "node:fs";
import { join } from "node:path";
import { cachedDigest } from "./cached-digest.ts";
import type { Dtype } from "./embedder-options.ts";
import { WEIGHTS } from "./model-files.ts";

/** A model that is here. */
export interface LocatedModel {
  readonly folder: string;
  readonly dtype: Dtype;
}

/** What was found in the folders that were tried. */
export interface ModelSearch {
  /** `undefined`: nowhere. */
  readonly found: LocatedModel | undefined;
  /** One entry a folder that would not do: its path, and why. */
  readonly refused: readonly string[];
}

/** Finds the first folder that holds the model with the weights that are wanted. */
export function locateModel(folders: readonly string[], wanted: Dtype | undefined, cacheFolder: string): ModelSearch {
  const refused: string[] = [];
  for (const folder of folders) {
    const found = weightsIn(folder, wanted, cacheFolder);
    if (typeof found !== "string") return { found, refused };
    refused.push(`${folder} (${found})`);
  }
  return { found: undefined, refused };
}

function weightsIn(folder: string, wanted: Dtype | undefined, cacheFolder: string): LocatedModel | string {
  if (!existsSync(join(folder, "config.json"))) return "no config.json";
  for (const dtype of wanted === undefined ? (["fp32", "q8"] as const) : [wanted]) {
    const weights = join(folder, WEIGHTS[dtype]);
    if (!existsSync(weights)) continue;
    // Who asks for q8 by name gets the file that is there; nobody gets a lossy one without asking.
    if (wanted === undefined && dtype === "q8" && cachedDigest(weights, cacheFolder).dynamic) {
      return `${WEIGHTS.q8} is quantized dynamically: ask for it with dtype "q8", or add ${WEIGHTS.fp32}`;
    }
    return { folder, dtype };
  }
  return `no ${wanted === undefined ? Object.values(WEIGHTS).join(" or ") : WEIGHTS[wanted]}`;
}
