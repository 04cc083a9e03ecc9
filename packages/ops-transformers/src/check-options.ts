import { EmbedderError } from "./embedder-error.ts";
import type { TransformersEmbedderOptions } from "./embedder-options.ts";

type Check = readonly [holds: (value: unknown) => boolean, expected: string];

const oneOf = (...values: readonly string[]): Check => [
  (value) => values.includes(value as string),
  values.map((value) => `"${value}"`).join(" or "),
];
const flag: Check = [(value) => typeof value === "boolean", "true or false"];
const folder: Check = [(value) => typeof value === "string" && value !== "", "the path of a folder"];
const count: Check = [(value) => Number.isSafeInteger(value) && (value as number) > 0, "a whole number above 0"];
const length: Check = [(value) => Number.isSafeInteger(value) && (value as number) > 2, "a whole number above 2"];

const CHECKS: Readonly<Record<keyof TransformersEmbedderOptions, Check>> = {
  library: oneOf("huggingface", "xenova"),
  modelDir: folder,
  cacheDir: folder,
  dtype: oneOf("fp32", "q8"),
  pooling: oneOf("mean", "cls"),
  normalize: flag,
  maxLength: length,
  prefix: [isPrefix, 'an object with "query", "passage" or both, each a string'],
  allowDownload: flag,
  threads: count,
};

/** Refuses a model name or options that make no sense, before anything is read. */
export function checkOptions(model: string, options: TransformersEmbedderOptions): void {
  const parts = typeof model === "string" ? model.split("/") : [];
  if (parts.length < 1 || parts.length > 2 || !parts.every((part) => /^[\w-][\w.-]*$/.test(part))) {
    throw new EmbedderError(`TransformersEmbedder: ${JSON.stringify(model)} is not the name of a model.`, {
      code: "MODEL_NAME",
      hint: 'Names look like "Xenova/all-MiniLM-L6-v2". For a folder, name the model and give the folder as `modelDir`.',
    });
  }
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof typeof CHECKS] : undefined;
    if (check === undefined) {
      throw new EmbedderError(`TransformersEmbedder: unknown option "${name}".`, {
        code: "EMBEDDER_OPTIONS",
        hint: `Known options: ${Object.keys(CHECKS).join(", ")}.`,
      });
    }
    if (value !== undefined && !check[0](value)) {
      throw new EmbedderError(`TransformersEmbedder: the option "${name}" is ${JSON.stringify(value)}.`, {
        code: "EMBEDDER_OPTIONS",
        hint: `It must be ${check[1]}.`,
      });
    }
  }
}

function isPrefix(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).every(
      ([side, text]) => ["query", "passage"].includes(side) && (text === undefined || typeof text === "string"),
    )
  );
}
