import { type CocoError, FingerprintError, fingerprintCall } from "@coco/connectorkit";
import { MemoError } from "../errors/memo-error.ts";
import type { FunctionState } from "./function-state.ts";
import type { StatedArgument } from "./memo-states.ts";

/** What a memoized call is known by. */
export interface CallKey {
  /** Of the function's identity and the arguments. */
  readonly fingerprint: Uint8Array;
  /** Four bytes for each argument. */
  readonly parts: Uint8Array;
  readonly stated: readonly StatedArgument[];
}

/**
 * Fingerprints a call. `receiver` counts where the function was called as a method of a class instance; a namespace, a
 * plain object or an array that merely holds the function does not.
 */
export function callKey(state: FunctionState, receiver: unknown, args: readonly unknown[], identity: string): CallKey {
  const stated: StatedArgument[] = [];
  const rules = state.definition.options.memoKey;
  const values: unknown[] = rules === undefined ? [...args] : [];
  if (rules !== undefined) {
    for (const [position, value] of args.entries()) {
      const rule = rules[position];
      if (rule === null) values.push(undefined);
      else values.push(rule === undefined ? value : transformed(state, position, rule, value));
    }
  }
  while (values.length > 0 && values.at(-1) === undefined) values.pop(); // a trailing undefined is the same call
  const called = isInstance(receiver) ? [identity, receiver] : identity;
  try {
    const { whole, parts } = fingerprintCall([called, ...values], {
      where: (index) => (index === 0 ? "the object that it is called on" : `argument ${index}`),
      onStated: (source) => stated.push(source),
    });
    return { fingerprint: whole, parts: packParts(parts), stated };
  } catch (error) {
    if (!FingerprintError.isInstance(error)) throw error;
    throw new MemoError(`An argument of ${state.name} cannot be part of a memo key: ${error.message}`, {
      code: "ARGUMENT_NOT_MEMO_KEYABLE",
      cause: error,
      hint: (error as CocoError).hint ?? "Exclude the argument with memoKey, or give its class a memo key.",
    });
  }
}

function transformed(state: FunctionState, position: number, rule: (value: never) => unknown, value: unknown): unknown {
  try {
    return rule(value as never);
  } catch (error) {
    const because = error instanceof Error ? `: ${error.message}` : ".";
    throw new MemoError(`memoKey[${position}] of ${state.name} failed for argument ${position + 1}${because}`, {
      code: "MEMO_KEY_FAILED",
      cause: error,
      hint: "It gives, synchronously, what of the argument counts.",
    });
  }
}

function packParts(parts: readonly number[]): Uint8Array {
  const packed = Buffer.allocUnsafe(parts.length * 4);
  for (const [index, part] of parts.entries()) packed.writeUInt32BE(part, index * 4);
  return packed;
}

function isInstance(receiver: unknown): boolean {
  if (typeof receiver !== "object" || receiver === null || Symbol.toStringTag in receiver) return false;
  if (Array.isArray(receiver)) return false;
  const prototype = Object.getPrototypeOf(receiver) as object | null;
  return prototype !== null && prototype !== Object.prototype;
}
