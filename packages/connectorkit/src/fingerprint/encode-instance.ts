import * as types from "node:util/types";
import { CocoError } from "../errors/coco-error.ts";
import { FingerprintError } from "../errors/fingerprint-error.ts";
import { findMemoRule, type FoundMemoRule } from "../memo/find-memo-rule.ts";
import type { MemoStateSource } from "../memo/memo-state.ts";
import type { CanonicalEncoder } from "./canonical-encoder.ts";
import { canonicalTag as tag } from "./canonical-tags.ts";
import { encodeBuiltin, isExactly } from "./encode-builtin.ts";
import { encodeMap, encodeSet } from "./encode-collection.ts";
import { encodeArray, encodePlainObject, encodeProperties } from "./encode-properties.ts";
import { className, refusedValue, unsupportedValue } from "./unsupported-value.ts";

/** @internal Writes an object that is neither a plain object nor a plain array: by its memo key, or as a built-in. */
export function encodeInstance(encoder: CanonicalEncoder, value: object): void {
  const rule = findMemoRule(value);
  if (rule !== undefined) encodeKeyed(encoder, value, rule);
  else if (!encodeBuiltin(encoder.writer, value) && !encodeContainer(encoder, value)) {
    throw unsupportedValue(value, encoder.path());
  }
}

function encodeKeyed(encoder: CanonicalEncoder, value: object, rule: FoundMemoRule): void {
  if (rule.key === undefined) throw refusedValue(rule.name, rule.reason, encoder.path());
  if (rule.kind !== undefined) encoder.isRuled = true;
  let key: unknown;
  try {
    key = rule.key(value);
  } catch (cause) {
    throw badKey(encoder, rule, "could not be had", cause);
  }
  if (key === value) throw badKey(encoder, rule, "is the object itself");
  if (types.isPromise(key)) throw badKey(encoder, rule, "is a promise");
  if (rule.state !== undefined) {
    encoder.stated.push(new StatedObject(rule.name, value, rule.state));
  }
  encoder.writer.byte(tag.keyed);
  encoder.writer.text(rule.name);
  encoder.child({ words: "[memoKey]()" }, key);
}

/** One object of those whose state is asked for. */
class StatedObject implements MemoStateSource {
  readonly name: string;
  readonly #value: object;
  readonly #state: (value: object, previous: unknown) => unknown;

  constructor(name: string, value: object, state: (value: object, previous: unknown) => unknown) {
    this.name = name;
    this.#value = value;
    this.#state = state;
  }

  validate(previous: unknown): ReturnType<MemoStateSource["validate"]> {
    return this.#state(this.#value, previous) as ReturnType<MemoStateSource["validate"]>;
  }
}

function badKey(encoder: CanonicalEncoder, rule: FoundMemoRule, problem: string, cause?: unknown): FingerprintError {
  const path = encoder.path();
  const because = cause instanceof Error ? `: ${cause.message}` : "";
  return new FingerprintError(`The memo key of ${path} (${rule.name}) ${problem}${because}`, {
    code: "FINGERPRINT_MEMO_KEY",
    hint:
      (CocoError.isInstance(cause) ? cause.hint : undefined) ??
      "A memo key is data that says which object this is, given synchronously.",
    path,
    cause,
  });
}

function encodeContainer(encoder: CanonicalEncoder, value: object): boolean {
  if (Array.isArray(value) && isExactly(value, "Array")) encodeArray(encoder, value);
  else if (types.isMap(value) && isExactly(value, "Map")) encodeMap(encoder, value);
  else if (types.isSet(value) && isExactly(value, "Set")) encodeSet(encoder, value);
  else if (types.isNativeError(value) && isExactly(value, className(value))) encodeError(encoder, value);
  else if (types.isBoxedPrimitive(value) && isExactly(value, className(value))) encodeBoxed(encoder, value);
  else if (isExactly(value, "Object")) encodePlainObject(encoder, value);
  else return false;
  return true;
}

function encodeBoxed(encoder: CanonicalEncoder, value: object): void {
  encoder.writer.byte(tag.boxed);
  encoder.child({ words: "" }, value.valueOf());
}

/** An error counts by its class, message, cause and properties; its trace tells of a place in the program. */
function encodeError(encoder: CanonicalEncoder, value: Error): void {
  const names = new Set(Object.keys(value));
  for (const hidden of ["message", "cause", "errors"]) if (Object.hasOwn(value, hidden)) names.add(hidden);
  names.delete("stack");
  encoder.writer.byte(tag.error);
  encoder.writer.text(className(value));
  encodeProperties(encoder, value, [...names]);
}
