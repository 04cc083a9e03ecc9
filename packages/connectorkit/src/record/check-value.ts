import { Uuid } from "../key/uuid.ts";
import { isWellFormed } from "../key/well-formed.ts";
import { checkJson } from "./check-json.ts";
import type { ResolvedColumnType, ScalarKind, SpecialVectorType } from "./column-type.ts";
import { describeValue } from "./describe-value.ts";
import { checkSparseVector } from "./sparse-vector.ts";
import { ValueMismatch } from "./value-mismatch.ts";

/** @internal What a column takes, in words. */
export function describeWanted(type: ResolvedColumnType | SpecialVectorType): string {
  switch (type.kind) {
    case "list":
      return `an array, each item ${wantedScalars[type.item]}`;
    case "vector":
      return `a vector of ${type.dims} finite numbers (Float32Array or number[])`;
    case "multiVector":
      return `an array of one or more vectors of ${type.dims} finite numbers`;
    case "sparseVector":
      return "a sparse vector: { indices, values }";
    case "json":
      return "data that JSON can hold";
    default:
      return wantedScalars[type.kind];
  }
}

const wantedScalars: Readonly<Record<ScalarKind, string>> = {
  string: "a string",
  int: "an integer (number)",
  bigint: "a bigint of at most 64 bits",
  float: "a finite number",
  boolean: "true or false",
  bytes: "a Uint8Array",
  timestamp: "a valid Date",
  date: "a day as YYYY-MM-DD",
  uuid: "a Uuid or its 36-character form",
};

/** @internal The value as it is stored; throws a ValueMismatch when the column does not take it. */
export function checkValue(type: ResolvedColumnType | SpecialVectorType, value: unknown): unknown {
  switch (type.kind) {
    case "list":
      return checkList(type.item, value);
    case "vector":
      return checkVector(type.dims, value);
    case "multiVector":
      return checkMultiVector(type.dims, value);
    case "sparseVector":
      return checkSparseVector(value);
    case "json":
      return checkJson(value, "");
    default:
      return checkScalar(type.kind, value);
  }
}

function checkScalar(kind: ScalarKind, value: unknown): unknown {
  switch (kind) {
    case "string":
      if (typeof value !== "string") break;
      if (isWellFormed(value)) return value;
      throw new ValueMismatch(
        "a string with a lone surrogate",
        "Repair it with toWellFormed(), or cut text between whole characters.",
      );
    case "int":
      if (Number.isSafeInteger(value)) return (value as number) + 0;
      if (Number.isInteger(value))
        throw new ValueMismatch(describeValue(value), "Use t.bigint() for integers past 2^53 - 1.");
      break;
    case "bigint":
      if (typeof value === "bigint" && BigInt.asIntN(64, value) === value) return value;
      if (typeof value === "number") throw new ValueMismatch(describeValue(value), "Convert it with BigInt(value).");
      break;
    case "float":
      if (Number.isFinite(value)) return value;
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      break;
    case "bytes":
      if (value instanceof Uint8Array) return new Uint8Array(value);
      break;
    case "timestamp":
      if (value instanceof Date && !Number.isNaN(value.getTime())) return new Date(value);
      break;
    case "date":
      if (typeof value === "string" && isDay(value)) return value;
      break;
    case "uuid":
      return checkUuid(value);
  }
  throw new ValueMismatch(describeValue(value));
}

function checkUuid(value: unknown): Uuid {
  if (Uuid.isInstance(value)) return value;
  if (typeof value !== "string") throw new ValueMismatch(describeValue(value));
  try {
    return Uuid.parse(value);
  } catch {
    throw new ValueMismatch(describeValue(value));
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function checkList(item: ScalarKind, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new ValueMismatch(describeValue(value));
  return Array.from(value, (each: unknown, index) => {
    try {
      return checkScalar(item, each);
    } catch (error) {
      if (error instanceof ValueMismatch) throw new ValueMismatch(`${error.given} at [${index}]`, error.advice);
      throw error;
    }
  });
}

function checkMultiVector(dims: number, value: unknown): Float32Array[] {
  if (!Array.isArray(value) || value.length === 0) throw new ValueMismatch(describeValue(value));
  return Array.from(value, (each: unknown, index) => {
    try {
      return checkVector(dims, each);
    } catch (error) {
      if (error instanceof ValueMismatch) throw new ValueMismatch(`${error.given} at [${index}]`, error.advice);
      throw error;
    }
  });
}

function checkVector(dims: number, value: unknown): Float32Array {
  const numbers = value instanceof Float32Array || Array.isArray(value);
  if (!numbers) throw new ValueMismatch(describeValue(value));
  const given: ArrayLike<unknown> = value;
  if (given.length !== dims) {
    throw new ValueMismatch(
      `one of ${given.length}`,
      "Embed with the model that the column takes its shape from, or correct the schema.",
    );
  }
  const vector = new Float32Array(dims);
  for (let index = 0; index < dims; index++) {
    const number = given[index];
    if (typeof number !== "number") throw new ValueMismatch(`${describeValue(number)} at [${index}]`);
    vector[index] = number;
    // Also what is finite as a number and not in 32 bits.
    if (!Number.isFinite(vector[index])) throw new ValueMismatch(`${describeValue(number)} at [${index}]`);
  }
  return vector;
}
