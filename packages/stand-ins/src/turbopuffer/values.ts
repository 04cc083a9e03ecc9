import { Refusal } from "../server/refusal.ts";

/** A vector as it is kept. */
export interface KeptVector {
  readonly numbers: Float32Array;
}

const VALUE_BYTES = 8 * 1024 * 1024;
const FILTERABLE_BYTES = 4096;
const uuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** The type that a value is taken to have where the schema says none. */
export function inferredType(name: string, value: unknown): string {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (Array.isArray(value) && value.length > 0) {
    if (name === "vector") return `[${value.length}]f32`;
    return `[]${inferredType(name, value[0])}`;
  }
  throw new Refusal(400, `attribute ${name}: the type cannot be inferred: say it in the schema`);
}

/** A value as it is kept; refuses one that is not of the type. */
export function readValue(name: string, type: string, filterable: boolean, value: unknown): unknown {
  const vector = /^\[(\d+)\](f16|f32)$/.exec(type);
  if (vector !== null) return { numbers: readNumbers(name, Number(vector[1]), value) } satisfies KeptVector;
  if (type.startsWith("[]")) {
    if (!Array.isArray(value)) throw wrong(name, type, value);
    return value.map((one) => readOne(name, type.slice(2), filterable, one));
  }
  return readOne(name, type, filterable, value);
}

function readNumbers(name: string, size: number, value: unknown): Float32Array {
  const numbers =
    typeof value === "string"
      ? new Float32Array(Uint8Array.from(Buffer.from(value, "base64")).buffer)
      : Array.isArray(value) && value.every((one) => typeof one === "number" || typeof one === "bigint")
        ? Float32Array.from(value, Number)
        : undefined;
  if (numbers === undefined) throw wrong(name, "a vector", value);
  if (numbers.length !== size) {
    throw new Refusal(400, `attribute ${name}: expected a vector of ${size} dimensions, got ${numbers.length}`);
  }
  if (!numbers.every(Number.isFinite)) throw wrong(name, "finite numbers", value);
  return numbers;
}

function readOne(name: string, type: string, filterable: boolean, value: unknown): unknown {
  if (!fits(type, value)) throw wrong(name, type, value);
  if (type === "datetime") return new Date(value as string).toISOString();
  if (type === "uuid") return (value as string).toLowerCase();
  if (typeof value === "string") {
    const bytes = Buffer.byteLength(value);
    if (bytes > VALUE_BYTES) throw new Refusal(400, `attribute ${name}: a value of ${bytes} bytes; the most is 8 MiB`);
    if (filterable && bytes > FILTERABLE_BYTES) {
      throw new Refusal(400, `attribute ${name}: a filterable value of ${bytes} bytes; the most is 4 KiB`);
    }
  }
  return value;
}

function fits(type: string, value: unknown): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "int":
      return isWhole(value);
    case "uint":
      return isWhole(value) && value >= 0;
    case "float":
      return typeof value === "number" || typeof value === "bigint";
    case "bool":
      return typeof value === "boolean";
    case "uuid":
      return typeof value === "string" && uuid.test(value);
    case "datetime":
      return typeof value === "string" && !Number.isNaN(Date.parse(value));
    default:
      return false;
  }
}

function isWhole(value: unknown): value is bigint | number {
  return typeof value === "bigint" || Number.isInteger(value);
}

function wrong(name: string, type: string, value: unknown): Refusal {
  const given = JSON.stringify(value, (_name, one: unknown) => (typeof one === "bigint" ? String(one) : one));
  return new Refusal(400, `attribute ${name}: expected ${type}, got ${given.slice(0, 80)}`);
}

/** The id of a document; refuses what is none, and another type than the namespace's. */
export function readId(type: string, value: unknown): bigint | number | string {
  const isText = typeof value === "string";
  if (type === "uint" && isWhole(value) && value >= 0) return value;
  if (type === "uuid" && isText && uuid.test(value)) return value.toLowerCase();
  if (type === "string" && isText) {
    if (Buffer.byteLength(value) > 64) throw new Refusal(400, `id: ${Buffer.byteLength(value)} bytes; the most is 64`);
    if (value !== "") return value;
  }
  throw wrong("id", type, value);
}
