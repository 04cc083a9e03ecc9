import { EmbedderError } from "./embedder-error.ts";
import type { Dtype, Library } from "./embedder-options.ts";
import type { TokenVectors } from "./vector.ts";

/** What is loaded: a model on this machine, and how it is run. */
export interface LoadRequest {
  /** Absolute path of the model's own folder. */
  readonly folder: string;
  readonly dtype: Dtype;
  readonly maxLength: number;
  readonly threads: number | undefined;
}

/** A model with its weights in memory. */
export interface LoadedModel {
  /** Vectors of the tokens of one text, cut off at the longest length. */
  encode(text: string): Promise<TokenVectors>;
  /** Frees the weights. */
  dispose(): Promise<void>;
}

/** What both libraries share, as far as it is used here. */
export interface TransformersModule {
  readonly AutoTokenizer: { from_pretrained(name: string, options: object): Promise<Tokenizer> };
  readonly AutoModel: { from_pretrained(name: string, options: object): Promise<Model> };
  readonly Tensor: new (type: "int64", data: BigInt64Array, dims: readonly number[]) => object;
}

/** Gives token numbers and what belongs to them (`input_ids`, `attention_mask`, …), each one number a token. */
export type Tokenizer = (text: string, options: object) => Readonly<Record<string, readonly number[]>>;

interface Model {
  (inputs: object): Promise<Readonly<Record<string, Tensor | undefined>>>;
  dispose(): Promise<unknown>;
}

interface Tensor {
  readonly data: ArrayLike<number>;
  readonly dims: readonly number[];
}

export const PACKAGES: Readonly<Record<Library, string>> = {
  huggingface: "@huggingface/transformers",
  xenova: "@xenova/transformers",
};

/** Imports a library, with an error that names it where its own parts are missing. */
export async function importLibrary(library: Library): Promise<TransformersModule> {
  try {
    return (await (library === "huggingface"
      ? import("@huggingface/transformers")
      : import("@xenova/transformers"))) as unknown as TransformersModule;
  } catch (cause) {
    throw new EmbedderError(`${PACKAGES[library]} is installed but cannot be loaded: ${String(cause)}`, {
      code: "LIBRARY_BROKEN",
      hint: "Its native parts (onnxruntime-node, sharp) must fit this platform: reinstall it, or use the other library.",
      cause,
    });
  }
}
