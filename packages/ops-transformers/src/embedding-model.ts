import { join } from "node:path";
import { registerMemoKey } from "@coco/connectorkit";
import { chooseLibrary } from "./choose-library.ts";
import { cachedDigest } from "./cached-digest.ts";
import { EmbedderError } from "./embedder-error.ts";
import type { TransformersEmbedderOptions } from "./embedder-options.ts";
import type { LoadedModel } from "./library.ts";
import { loadModel } from "./load-model.ts";
import { SETTINGS_FILES, WEIGHTS } from "./model-files.ts";
import { ModelSource } from "./model-source.ts";
import { SerialQueue } from "./serial-queue.ts";
import { poolTokens } from "./vector.ts";
import { digestFile } from "./file-digest.ts";

/**
 * @internal One model with the settings that decide its vectors. Each step is taken when it is first needed: finding the
 * folder, hashing the weights (for the memo key), loading the library and the weights (for the first text).
 */
export class EmbeddingModel {
  readonly #name: string;
  readonly #options: TransformersEmbedderOptions;
  readonly #source: ModelSource;
  readonly #queue: SerialQueue = new SerialQueue();
  #key: readonly unknown[] | undefined;
  #loading: Promise<LoadedModel> | undefined;
  #closed = false;

  static {
    registerMemoKey(EmbeddingModel, (model) => model.key());
  }

  constructor(name: string, options: TransformersEmbedderOptions) {
    this.#name = name;
    this.#options = options;
    this.#source = new ModelSource(name, options);
  }

  /** Everything that decides a text's vector: not the folder, so that a moved one means the same. */
  key(): readonly unknown[] {
    if (this.#key === undefined) {
      const { folder, dtype, maxLength, pooling, normalize } = this.#source.resolveNow();
      const weights = cachedDigest(join(folder, WEIGHTS[dtype]), this.#source.cacheFolder).sha256;
      const settings = SETTINGS_FILES.map((name) => digestFile(join(folder, name)).sha256);
      this.#key = [this.#name, dtype, weights, settings, pooling, normalize, maxLength];
    }
    return this.#key;
  }

  /** Length of the vectors; fetches the model where it is not here yet, and loads nothing. */
  async dimensions(): Promise<number> {
    return (await this.#source.resolve()).dimensions;
  }

  /** The vectors of some texts, each computed alone: what else is embedded at the same time does not matter. */
  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const { dimensions, pooling, normalize } = await this.#source.resolve();
    return this.#queue.run(async () => {
      const model = await this.#load();
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        const tokens = await model.encode(text);
        if (tokens.dimensions !== dimensions) this.#refuseDimensions(tokens.dimensions, dimensions);
        vectors.push(poolTokens(tokens, pooling, normalize));
      }
      return vectors;
    });
  }

  /** Waits for what is running, then frees the weights. Nothing can be embedded afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#queue.run(async () => {
      // A model that could not be loaded has nothing to free, and said so to whoever asked for it.
      const model = await this.#loading?.catch(() => undefined);
      this.#loading = undefined;
      await model?.dispose();
    });
  }

  async #load(): Promise<LoadedModel> {
    if (this.#closed) {
      throw new EmbedderError(`The embedder of "${this.#name}" is closed.`, {
        code: "EMBEDDER_CLOSED",
        hint: "Close it last, for instance with env.defer(() => embedder.close()).",
      });
    }
    const { folder, dtype, maxLength } = await this.#source.resolve();
    const request = { folder, dtype, maxLength, threads: this.#options.threads };
    this.#loading ??= loadModel(chooseLibrary(this.#options.library), request);
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  #refuseDimensions(given: number, said: number): never {
    throw new EmbedderError(
      `The model "${this.#name}" gave vectors of ${given} numbers; its config.json says ${said}.`,
      {
        code: "MODEL_DIMENSIONS",
        hint: "config.json and the weights belong to different models: fetch the model again.",
      },
    );
  }
}
