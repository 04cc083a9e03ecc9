import {
  type CallFingerprint,
  CallFingerprinter,
  type CocoError,
  FingerprintError,
  type MemoStateSource,
} from "@coco/connectorkit";
import { MemoError } from "../errors/memo-error.ts";
import { bytesOfText } from "../internal/byte-text.ts";
import type { FunctionState } from "./function-state.ts";

/** What a memoized call is known by. */
export class CallKey {
  /** The fingerprint of the function's identity and the arguments: as text, one character a byte. */
  readonly text: string;
  readonly stated: readonly MemoStateSource[];
  /** Whether a rule of `registerMemoKey` took part in the first argument. */
  readonly isRuled: boolean;
  readonly #call: CallFingerprint;

  constructor(call: CallFingerprint) {
    this.text = call.whole;
    this.stated = call.stated;
    this.isRuled = call.isRuled;
    this.#call = call;
  }

  get fingerprint(): Uint8Array {
    return bytesOfText(this.text);
  }

  /** Four bytes for the function and for each argument. */
  get parts(): Uint8Array {
    const { parts } = this.#call;
    const packed = Buffer.allocUnsafe(parts.length * 4);
    for (const [index, part] of parts.entries()) packed.writeUInt32BE(part, index * 4);
    return packed;
  }
}

/**
 * Fingerprints a call. `receiver` counts where the function was called as a method of a class instance; a namespace, a
 * plain object or an array that merely holds the function does not.
 */
export function callKey(state: FunctionState, receiver: unknown, args: readonly unknown[], identity: string): CallKey {
  if (args.length === 1 && identity === state.identity && !isInstance(receiver)) return keysOfSingle(state)(args[0]);
  const values = trimmed(trimmed([...args]).map((value, position) => keyed(state, position, value)));
  return named(state, () => {
    const calls = new CallFingerprinter(isInstance(receiver) ? [identity, receiver] : identity, values.slice(1), NAMES);
    return new CallKey(values.length === 0 ? calls.of() : calls.of(values[0]));
  });
}

const singles = new WeakMap<FunctionState, (first: unknown) => CallKey>();

/** Most calls have one argument: the rest of what they are known by is the function's. */
function keysOfSingle(state: FunctionState): (first: unknown) => CallKey {
  let keys = singles.get(state);
  if (keys === undefined) singles.set(state, (keys = callKeysFor(state, [])));
  return keys;
}

/** Gives the keys of calls that differ in their first argument alone: what they have in common is looked at once. */
export function callKeysFor(state: FunctionState, rest: readonly unknown[]): (first: unknown) => CallKey {
  const given = trimmed([...rest]);
  const common = trimmed(given.map((value, index) => keyed(state, index + 1, value)));
  const calls = named(state, () => new CallFingerprinter(state.identity, common, NAMES));
  return (first) => {
    const value = first === undefined && given.length === 0 ? undefined : keyed(state, 0, first);
    try {
      return new CallKey(value === undefined && common.length === 0 ? calls.of() : calls.of(value));
    } catch (error) {
      throw namedError(state, error);
    }
  };
}

const RECEIVER = "the object that it is called on";
const NAMES = {
  where: (position: number) => (position === 0 ? RECEIVER : `argument ${position}`),
};

/** What of an argument counts. */
function keyed(state: FunctionState, position: number, value: unknown): unknown {
  const rule = state.definition.options.memoKey?.[position];
  if (rule === undefined) return value;
  return rule === null ? undefined : transformed(state, position, rule, value);
}

/** With a trailing `undefined` it is the same call. */
function trimmed(values: unknown[]): unknown[] {
  while (values.length > 0 && values.at(-1) === undefined) values.pop();
  return values;
}

function named<T>(state: FunctionState, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw namedError(state, error);
  }
}

function namedError(state: FunctionState, error: unknown): unknown {
  if (!FingerprintError.isInstance(error)) return error;
  const problem = error.message.replace(`${RECEIVER}[1]`, RECEIVER); // behind the identity, in one list
  return new MemoError(`An argument of ${state.name} cannot be part of a memo key: ${problem}`, {
    code: "ARGUMENT_NOT_MEMO_KEYABLE",
    cause: error,
    hint: (error as CocoError).hint ?? "Exclude the argument with memoKey, or give its class a memo key.",
  });
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

function isInstance(receiver: unknown): boolean {
  if (typeof receiver !== "object" || receiver === null || Symbol.toStringTag in receiver) return false;
  if (Array.isArray(receiver)) return false;
  const prototype = Object.getPrototypeOf(receiver) as object | null;
  return prototype !== null && prototype !== Object.prototype;
}
