import { CocoError } from "@coco/connectorkit";
import { decodeValue, encodeValue } from "../codec/index.ts";
import { errorKinds } from "../codec/built-in-kinds.ts";
import { codecForPrototype } from "../codec/value-codec.ts";

/** Under which a CocoError carries the names of its class and of its bases. */
const lineage: unique symbol = Symbol.for("coco.error.lineage") as never;

/** An error as data: by its kind, for errors of classes that the other thread does not know. */
interface ErrorDescription {
  readonly kind: "error";
  /** The place in `errorKinds`. */
  readonly builtIn: number;
  /** The names of a CocoError's classes, the most specific first. */
  readonly names: readonly string[] | undefined;
  /** `name`, `message`, `stack` and all further properties that can be encoded. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly cause: Description | undefined;
  readonly errors: readonly Description[] | undefined;
}

type Description = ErrorDescription | { readonly kind: "value"; readonly value: unknown };

/** Causes nested deeper are told as text. */
const DEPTH = 16;

/**
 * Encodes what was thrown. Errors of the language come back as such, a CocoError so that its class's `isInstance` knows
 * it, instances of classes with a codec as such; an error of any other class as an `Error` with its name, message,
 * stack, cause, and those of its properties that can be encoded.
 */
export function encodeError(error: unknown): Uint8Array {
  return encodeValue(describe(error, 0), "an error");
}

export function decodeError(bytes: Uint8Array): unknown {
  return revive(decodeValue(bytes) as Description);
}

function describe(error: unknown, depth: number): Description {
  const { inspect } = process.getBuiltinModule("node:util");
  if (!isError(error)) return { kind: "value", value: encodable(error) ? error : inspect(error) };
  const prototype = Object.getPrototypeOf(error) as object | null;
  const registered = prototype !== null && codecForPrototype(prototype) !== undefined;
  if ((registered && encodable(error)) || depth === DEPTH) {
    return { kind: "value", value: registered ? error : inspect(error, { depth: 0 }) };
  }
  const properties: Record<string, unknown> = {};
  for (const name of new Set(["name", "message", "stack", ...Object.keys(error)])) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (name !== "cause" && name !== "errors" && encodable(value)) properties[name] = value;
  }
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown };
  return {
    kind: "error",
    builtIn: Math.max(
      0,
      errorKinds.findIndex((kind) => kind.prototype === prototype),
    ),
    names: (error as { readonly [lineage]?: readonly string[] })[lineage],
    properties,
    cause: cause === undefined ? undefined : describe(cause, depth + 1),
    errors: Array.isArray(errors) ? errors.map((each: unknown) => describe(each, depth + 1)) : undefined,
  };
}

function revive(description: Description): unknown {
  if (description.kind === "value") return description.value;
  const { builtIn, names, properties, cause, errors } = description;
  const error = errorKinds[builtIn]?.make() ?? new Error();
  if (names !== undefined) {
    Object.setPrototypeOf(error, CocoError.prototype);
    Object.defineProperty(error, lineage, { value: names });
  }
  for (const [name, value] of Object.entries(properties)) {
    const hidden = name === "name" || name === "message" || name === "stack";
    if (name === "name" && error.name === value) continue;
    Object.defineProperty(error, name, { value, enumerable: !hidden, configurable: true, writable: true });
  }
  if (cause !== undefined) define(error, "cause", revive(cause));
  if (errors !== undefined) define(error, "errors", errors.map(revive));
  return error;
}

function define(error: Error, name: string, value: unknown): void {
  Object.defineProperty(error, name, { value, enumerable: false, configurable: true, writable: true });
}

function encodable(value: unknown): boolean {
  try {
    encodeValue(value, "a part of an error");
    return true;
  } catch {
    return false;
  }
}

function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}
