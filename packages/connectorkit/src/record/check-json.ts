import { isWellFormed } from "../key/well-formed.ts";
import { describeValue } from "./describe-value.ts";
import type { JsonValue } from "./json-value.ts";
import { ValueMismatch } from "./value-mismatch.ts";

/** Deeper nesting is taken for a cycle. */
const maxDepth = 400;

/** @internal A copy of a value that JSON can hold without loss; properties that are `undefined` are left out. */
export function checkJson(value: unknown, path: string, depth = 0): JsonValue {
  if (depth > maxDepth)
    throw new ValueMismatch(`data that contains itself or is nested more than ${maxDepth} levels deep`);
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string" && isWellFormed(value)) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return Array.from(value, (item, index) => checkJson(item, `${path}[${index}]`, depth + 1));
  if (isPlainObject(value)) return checkObject(value, path, depth);
  const what = typeof value === "string" ? "a string with a lone surrogate" : describeValue(value);
  throw new ValueMismatch(
    path === "" ? what : `${what} at ${path}`,
    "JSON holds plain objects, arrays, text, finite numbers, booleans and null.",
  );
}

function checkObject(value: object, path: string, depth: number): JsonValue {
  const copy: Record<string, JsonValue> = {};
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    if (name === "__proto__" || !isWellFormed(name))
      throw new ValueMismatch(`the property name ${JSON.stringify(name)}`);
    copy[name] = checkJson(item, `${path}.${name}`, depth + 1);
  }
  return copy;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "toString"))
  );
}
