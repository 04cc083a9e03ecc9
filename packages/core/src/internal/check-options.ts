import { AppError } from "../errors/app-error.ts";
import { describeGiven } from "./describe-given.ts";

/** What an option may be: a kind of value, or one of several words. */
export type OptionKind =
  | "boolean"
  | "string"
  | "number"
  | "count"
  | "function"
  | "object"
  | "signal"
  | "any"
  | readonly string[];

const WANTED: Readonly<Record<Extract<OptionKind, string>, string>> = {
  boolean: "true or false",
  string: "a string that is not empty",
  number: "a number",
  count: "a whole number above 0",
  function: "a function",
  object: "an object",
  signal: "an AbortSignal",
  any: "anything",
};

/**
 * Checks options that came from outside: none may be unknown, each must be of its kind. An option that is not checked
 * would be ignored without a word.
 */
export function checkOptions<O extends object>(
  given: O,
  what: string,
  kinds: { readonly [K in keyof Required<O>]: OptionKind },
): void {
  const refuse = (problem: string, hint: string): never => {
    throw new AppError(`${what}: ${problem}`, { code: "OPTIONS", hint });
  };
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    refuse(`options are an object, not ${describeGiven(given)}.`, `Options: ${Object.keys(kinds).join(", ")}.`);
  }
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name as keyof O] : undefined;
    if (kind === undefined) refuse(`unknown option "${name}".`, `Options: ${Object.keys(kinds).join(", ")}.`);
    else if (value !== undefined && !isOfKind(value, kind)) {
      refuse(`${name} cannot be ${describeGiven(value)}.`, `It is ${wanted(kind)}.`);
    }
  }
}

function wanted(kind: OptionKind): string {
  return typeof kind === "string" ? WANTED[kind] : `one of ${kind.map((word) => JSON.stringify(word)).join(", ")}`;
}

function isOfKind(value: unknown, kind: OptionKind): boolean {
  if (typeof kind !== "string") return typeof value === "string" && kind.includes(value);
  switch (kind) {
    case "any":
      return true;
    case "signal":
      return isSignal(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "count":
      return Number.isInteger(value) && (value as number) > 0;
    case "string":
      return typeof value === "string" && value.trim() !== "";
    default:
      return typeof value === kind;
  }
}

function isSignal(value: unknown): boolean {
  const signal = value as Partial<AbortSignal> | null;
  return (
    typeof signal === "object" && typeof signal?.aborted === "boolean" && typeof signal.addEventListener === "function"
  );
}
