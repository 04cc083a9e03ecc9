/** Which build of the weights is read: `"fp32"` is `onnx/model.onnx`, `"q8"` is `onnx/model_quantized.onnx`. */
export type Dtype = "fp32" | "q8";

/** How the vectors of a text's tokens become one: their mean, or the vector of the first token. */
export type Pooling = "mean" | "cls";

/** The package that runs the model: `"huggingface"` is `@huggingface/transformers`, `"xenova"` `@xenova/transformers`. */
export type Library = "huggingface" | "xenova";

/** Text put before every query or passage, as some models were trained to expect ("query: ", "passage: "). */
export interface Prefix {
  /** Used by `embedQuery`. Default none. */
  readonly query?: string;
  /** Used by `embed`. Default none. */
  readonly passage?: string;
}

export interface TransformersEmbedderOptions {
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
