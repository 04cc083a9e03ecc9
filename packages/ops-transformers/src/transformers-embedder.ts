import { type Embedder, registerMemoKey, type VectorSchema, vectorSchema } from "@coco/connectorkit";
import { checkOptions } from "./check-options.ts";
import { embedText } from "./embed-text.ts";
import { EmbedderError } from "./embedder-error.ts";
import type { TransformersEmbedderOptions } from "./embedder-options.ts";
import { EmbeddingModel } from "./embedding-model.ts";

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
export class TransformersEmbedder implements Embedder {
  /** The model's name, as it was given. */
  readonly model: string;
  readonly #model: EmbeddingModel;
  readonly #query: string;
  readonly #passage: string;
  #schema: Promise<VectorSchema> | undefined;

  // The model by name, dtype and content, and the settings that decide its vectors.
  static {
    registerMemoKey(TransformersEmbedder, (embedder) => [...embedder.#model.key(), embedder.#query, embedder.#passage]);
  }

  /**
   * @param model - its name at the hub, `<organisation>/<name>`; also the folder in which it is kept.
   * @throws EmbedderError (`MODEL_NAME`, `EMBEDDER_OPTIONS`) for a name or option that makes no sense.
   */
  constructor(model: string, options: TransformersEmbedderOptions = {}) {
    checkOptions(model, options);
    this.model = model;
    this.#model = new EmbeddingModel(model, { ...options });
    this.#query = options.prefix?.query ?? "";
    this.#passage = options.prefix?.passage ?? "";
  }

  /**
   * What the vectors look like. Reads `config.json`, never the weights; fetches the model first where it is not here.
   *
   * @throws EmbedderError (`MODEL_MISSING`, `MODEL_INCOMPLETE`, `MODEL_DIMENSIONS`)
   */
  get vectorSchema(): Promise<VectorSchema> {
    if (this.#schema === undefined) {
      this.#schema = this.#model.dimensions().then((dimensions) => vectorSchema(dimensions));
      // Asked for early and awaited late must not count as a rejection that nobody handles. A failure is not kept.
      this.#schema.catch(() => {
        this.#schema = undefined;
      });
    }
    return this.#schema;
  }

  /**
   * The vector of a passage. In an app, texts that are asked for at the same time are embedded together, and the result
   * is kept for the whole app. What goes beyond `maxLength` tokens does not count; an empty text has a vector too.
   */
  async embed(text: string): Promise<Float32Array> {
    return embedText(this.#passage + checkText("embed", text), this.#model);
  }

  /** The vector of a question, to be compared with those of passages. Not kept. */
  async embedQuery(text: string): Promise<Float32Array> {
    const [vector] = await this.#model.embed([this.#query + checkText("embedQuery", text)]);
    return vector as Float32Array;
  }

  /** Waits for what is running, then frees the model's memory. Nothing can be embedded afterwards. */
  close(): Promise<void> {
    return this.#model.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function checkText(method: string, text: string): string {
  if (typeof text === "string") return text;
  throw new EmbedderError(
    `TransformersEmbedder.${method} was given ${text === null ? "null" : typeof text}, not a string.`,
    {
      code: "TEXT_NOT_STRING",
      hint: "Pass the text itself, for instance chunk.text.",
    },
  );
}
