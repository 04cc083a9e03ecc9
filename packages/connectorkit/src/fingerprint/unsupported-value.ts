import * as types from "node:util/types";
import { FingerprintError } from "../errors/fingerprint-error.ts";

const leaveOut = "leave the argument out with the memoKey option of fn";

/** @internal The error for a value that has no canonical form, with the ways to fix it. */
export function unsupportedValue(value: unknown, path: string): FingerprintError {
  const { is, hint } = explain(value);
  return new FingerprintError(`${path} is ${is}, so a change of it cannot be detected`, {
    code: "FINGERPRINT_UNSUPPORTED",
    hint,
    path,
  });
}

/** @internal The error for an instance of a class that `notMemoKeyable` was called with. */
export function refusedValue(name: string, reason: string | undefined, path: string): FingerprintError {
  const because = reason === undefined ? "" : `, which ${reason}`;
  return new FingerprintError(
    `${path} is ${article(name)} ${name}${because}: it may not be an argument of a memoized function`,
    {
      code: "FINGERPRINT_REFUSED",
      hint: `Make it inside the function, drop memo, or ${leaveOut}.`,
      path,
    },
  );
}

function explain(value: unknown): { readonly is: string; readonly hint: string } {
  if (typeof value === "function") {
    const name = value.name === "" ? "" : ` ${value.name}`;
    return {
      is: `the function${name}, which is not wrapped`,
      hint: `Wrap it with fn, call it inside the memoized function instead of passing it, or ${leaveOut}.`,
    };
  }
  if (typeof value === "symbol") {
    return {
      is: `${String(value)}, which has no identity outside this process`,
      hint: 'Make the symbol with symbol("name") or Symbol.for("name").',
    };
  }
  if (types.isPromise(value)) return { is: "a promise", hint: "Await it before the call." };
  if (types.isGeneratorObject(value)) {
    return { is: "a generator, which can be read only once", hint: "Pass what it gives as an array." };
  }
  const name = className(value as object);
  if (name === UNNAMED) {
    return {
      is: "an object whose class has no name",
      hint: `Copy what counts into a plain object ({ ...value }), give it a [memoKey]() method, or ${leaveOut}.`,
    };
  }
  return {
    is: `${article(name)} ${name}, a class without a memo key`,
    hint:
      `Give ${name} a [memoKey]() method that returns what identifies it, or call registerMemoKey(${name}, ...); ` +
      `or pass plain data instead, or ${leaveOut}.`,
  };
}

const UNNAMED = "object of an unnamed class";

/** @internal The name of an object's class, for messages and tags. */
export function className(value: object): string {
  const name: unknown = (value as { readonly constructor?: { readonly name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" ? name : UNNAMED;
}

function article(name: string): string {
  // Not where it begins as "you" is spoken: a URL, a Uuid, a User.
  return /^(?!u(?:u|rl|ni(?!n)|s[ei]))[aeiou]/i.test(name) ? "an" : "a";
}

/** @internal The error for a value whose own code threw as it was read. */
export function unreadableValue(error: unknown, path: string): FingerprintError {
  return new FingerprintError(`${path} could not be read${textOf(error)}`, {
    code: "FINGERPRINT_UNREADABLE",
    hint: `See the cause: a getter or a proxy of this value threw it. Pass plain data, or ${leaveOut}.`,
    path,
    cause: error,
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? `: ${error.message}` : "";
}

/** @internal The error for a Set or Map that cannot be put in order, because a cycle runs through it. */
export function unorderedCycle(problem: string, path: string): FingerprintError {
  return new FingerprintError(`What ${path} holds has no order of its own: ${problem}`, {
    code: "FINGERPRINT_UNORDERED_CYCLE",
    hint: "Use strings or numbers as members of the Set or keys of the Map, or give the class a memo key.",
    path,
  });
}
