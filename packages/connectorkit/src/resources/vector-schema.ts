import { RecordError } from "../errors/record-error.ts";

/** How the numbers of a vector are stored. Rows hold a `Float32Array` either way. */
export type VectorElement = "float32" | "float16";

/** The shape of the vectors that an embedder makes and a column holds. */
export interface VectorSchema {
  /** Number of dimensions, a positive integer. */
  readonly dims: number;
  /** How each number is stored. */
  readonly dtype: VectorElement;
}

/** What tells the shape of its vectors: at once, when asked, or once a model is loaded. */
export interface HasVectorSchema {
  readonly vectorSchema: VectorSchema | Promise<VectorSchema> | (() => VectorSchema | Promise<VectorSchema>);
}

/** The most dimensions that a vector may have; more is taken for a mistake. */
const mostDims = 65_536;

/**
 * Makes the schema of a vector.
 * @param dtype - default `"float32"`.
 * @throws RecordError (`VECTOR_SCHEMA`) when `dims` is no integer from 1 to 65,536, or `dtype` is unknown.
 */
export function vectorSchema(dims: number, dtype: VectorElement = "float32"): VectorSchema {
  if (!Number.isInteger(dims) || dims < 1 || dims > mostDims) {
    throw new RecordError(`A vector has from 1 to ${mostDims} dimensions, not ${String(dims)}`, {
      code: "VECTOR_SCHEMA",
    });
  }
  if (dtype !== "float32" && dtype !== "float16") {
    throw new RecordError(`${JSON.stringify(dtype)} is no way to store a vector`, {
      code: "VECTOR_SCHEMA",
      hint: 'Use "float32" or "float16".',
    });
  }
  return { dims, dtype };
}
