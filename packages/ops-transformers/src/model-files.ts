import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EmbedderError } from "./embedder-error.ts";
import type { Dtype, Pooling } from "./embedder-options.ts";

/** Where each build of the weights lies inside a model's folder. */
export const WEIGHTS: Readonly<Record<Dtype, string>> = { fp32: "onnx/model.onnx", q8: "onnx/model_quantized.onnx" };

/** The small files that decide, beside the weights, what vector a text gets. */
export const SETTINGS_FILES: readonly string[] = ["config.json", "tokenizer.json", "tokenizer_config.json"];

/** Longest inputs that models were made for, where their folders carry a tokenizer's larger limit instead. */
const KNOWN_MAX_LENGTH: Readonly<Record<string, number>> = { "all-MiniLM-L6-v2": 256, "all-MiniLM-L12-v2": 128 };

/** A tokenizer's limit above this is none. */
const LONGEST = 32_768;

/** What a model's folder says about it. */
export interface ModelDescription {
  /** Length of its vectors. */
  readonly dimensions: number;
  /** The longest text that it was made for, in tokens. */
  readonly maxLength: number;
  /** The longest that its weights can take. */
  readonly positions: number;
  readonly pooling: Pooling;
}

/** Reads the small files of a model's folder; the weights are not touched. */
export function describeModel(model: string, folder: string): ModelDescription {
  for (const name of SETTINGS_FILES) {
    if (!existsSync(join(folder, name))) {
      throw new EmbedderError(`The model "${model}" in ${folder} has no ${name}.`, {
        code: "MODEL_INCOMPLETE",
        hint: `A model's folder holds ${SETTINGS_FILES.join(", ")} and ${Object.values(WEIGHTS).join(" or ")}.`,
      });
    }
  }
  const config = readSettings(folder, "config.json");
  const dimensions = [config["hidden_size"], config["d_model"], config["dim"]].find(isCount);
  if (dimensions === undefined) {
    throw new EmbedderError(`The model "${model}" in ${folder} does not say how long its vectors are.`, {
      code: "MODEL_DIMENSIONS",
      hint: 'Its config.json needs "hidden_size": choose a text encoder of the BERT family.',
    });
  }
  const positions = [config["max_position_embeddings"]].find(isCount) ?? Number.POSITIVE_INFINITY;
  const maxLength = Math.min(maxLengthOf(model, folder), positions);
  return { dimensions, maxLength, positions, pooling: poolingOf(folder) };
}

function maxLengthOf(model: string, folder: string): number {
  const made = [readSettings(folder, "sentence_bert_config.json")["max_seq_length"], knownMaxLength(model)].find(
    isCount,
  );
  // Tokenizers without a limit carry a number beyond all use here.
  const limit = readSettings(folder, "tokenizer_config.json")["model_max_length"];
  return made ?? (isCount(limit) && limit <= LONGEST ? limit : 512);
}

function knownMaxLength(model: string): number | undefined {
  return KNOWN_MAX_LENGTH[model.slice(model.lastIndexOf("/") + 1)];
}

function poolingOf(folder: string): Pooling {
  return readSettings(folder, "1_Pooling/config.json")["pooling_mode_cls_token"] === true ? "cls" : "mean";
}

/** A JSON file of the folder; empty where there is none. */
function readSettings(folder: string, name: string): Readonly<Record<string, unknown>> {
  const path = join(folder, name);
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  } catch (cause) {
    throw new EmbedderError(`${path} is not JSON.`, {
      code: "MODEL_INCOMPLETE",
      hint: "The file was cut off or replaced: delete the model's folder and fetch it again.",
      cause,
    });
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
