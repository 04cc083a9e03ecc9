// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// download-process.d.mts

export {}

// index.d.mts

import { CocoError, Embedder, VectorSchema } from "@coco/connectorkit";
/** An embedding model could not be found, loaded or run, or was asked for in a way that makes no sense. */
export declare class EmbedderError extends CocoError {
  static override readonly errorName: string;
}
/** Which build of the weights is read: `"fp32"` is `onnx/model.onnx`, `"q8"` is `onnx/model_quantized.onnx`. */
type Dtype = "fp32" | "q8";
/** How the vectors of a text's tokens become one: their mean, or the vector of the first token. */
type Pooling = "mean" | "cls";
/** The package that runs the model: `"huggingface"` is `@huggingface/transformers`, `"xenova"` `@xenova/transformers`. */
type Library = "huggingface" | "xenova";
/** Text put before every query or passage, as some models were trained to expect ("query: ", "passage: "). */
interface Prefix {
  /** Used by `embedQuery`. Default none. */
  readonly query?: string;
  /** Used by `embed`. Default none. */
  readonly passage?: string;
}
interface TransformersEmbedderOptions {
  /** Default: whichever is installed, `"huggingface"` before `"xenova"`. Both give the same vectors to 1e-5. */
  readonly library?: Library;
  /**
   * A folder that is the model's own (it holds `config.json`), or that holds `<organisation>/<name>`. Nothing else is
   * tried. Default: the environment variable `COCO_MODEL_DIR`, else the cache folder.
   */
  readonly modelDir?: string;
  /** Where models are kept. Default `$XDG_CACHE_HOME/coco/models`, else `~/.cache/coco/models`. */
  readonly cacheDir?: string;
  /** Default: `"fp32"` where its file is there, else `"q8"` where that is weight-only; `"fp32"` from the hub. */
  readonly dtype?: Dtype;
  /** Default: what the model's folder says (`1_Pooling/config.json`), else `"mean"`. */
  readonly pooling?: Pooling;
  /** Scales each vector to length 1. Default true. */
  readonly normalize?: boolean;
  /** Longest text in tokens; the rest of a longer one does not count. Default: what the model was made for (MiniLM-L6: 256). */
  readonly maxLength?: number;
  readonly prefix?: Prefix;
  /** Whether a model that is nowhere here may be fetched from the hub, once. Default true. */
  readonly allowDownload?: boolean;
  /** Threads of one inference. Default: the runtime's choice, one a physical core. `"xenova"` always takes that. */
  readonly threads?: number;
}
/**
 * Turns text into vectors with a sentence model that runs in this process.
 *
 * Making one costs nothing: the model is looked for when its memo key or its schema is first needed, and loaded when the
 * first text is embedded that no earlier run has embedded.
 *
 * @example
 * const embedder = new TransformersEmbedder("Xenova/all-MiniLM-L6-v2");
 * const vector = await embedder.embed("A sentence."); // Float32Array of 384 numbers, of length 1
 */
export declare class TransformersEmbedder implements Embedder {
  #private;
  /** The model's name, as it was given. */
  readonly model: string;
  /**
   * @param model - its name at the hub, `<organisation>/<name>`; also the folder in which it is kept.
   * @throws EmbedderError (`MODEL_NAME`, `EMBEDDER_OPTIONS`) for a name or option that makes no sense.
   */
  constructor(model: string, options?: TransformersEmbedderOptions);
  /**
   * What the vectors look like. Reads `config.json`, never the weights; fetches the model first where it is not here.
   *
   * @throws EmbedderError (`MODEL_MISSING`, `MODEL_INCOMPLETE`, `MODEL_DIMENSIONS`)
   */
  get vectorSchema(): Promise<VectorSchema>;
  /**
   * The vector of a passage. In an app, texts that are asked for at the same time are embedded together, and the result
   * is kept for the whole app. What goes beyond `maxLength` tokens does not count; an empty text has a vector too.
   */
  embed(text: string): Promise<Float32Array>;
  /** The vector of a question, to be compared with those of passages. Not kept. */
  embedQuery(text: string): Promise<Float32Array>;
  /** Waits for what is running, then frees the model's memory. Nothing can be embedded afterwards. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export type { Dtype, Library, Pooling, Prefix, TransformersEmbedderOptions };
