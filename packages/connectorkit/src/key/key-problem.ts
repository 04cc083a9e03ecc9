import { KeyError } from "../errors/key-error.ts";
import { maxKeyDepth } from "./key-tags.ts";
import { symbolName } from "./symbol.ts";
import { Uuid } from "./uuid.ts";
import { isWellFormed } from "./well-formed.ts";

/** Of a tuple in a tuple in a tuple the outermost are enough to find it. */
const LONGEST_POSITION = 30;

interface Problem {
  readonly position: string;
  readonly message: string;
  readonly hint: string;
}

/** What keeps `value` from being a stable key, in words; `undefined` when nothing does. */
export function describeKeyProblem(value: unknown): string | undefined {
  const problem = findProblem(value, "", 0);
  return problem === undefined ? undefined : `${atPosition(problem)}${problem.message}`;
}

/**
 * Checks a value that came from outside.
 * @param what - names the value in the message; default "The key".
 * @throws KeyError (`KEY_INVALID`) that says what is wrong and where.
 */
export function checkKey(value: unknown, what?: string): void {
  if (findProblem(value, "", 0) !== undefined) throw keyProblem(value, what);
}

/** @internal The error for a value that is known not to be a key. */
export function keyProblem(value: unknown, what = "The key"): KeyError {
  const problem = findProblem(value, "", 0);
  if (problem === undefined) return new KeyError(`${what} cannot be encoded`, { code: "KEY_INVALID" });
  return new KeyError(`${what} is not a stable key: ${atPosition(problem)}${problem.message}`, {
    code: "KEY_INVALID",
    hint: problem.hint,
  });
}

function atPosition(problem: Problem): string {
  const { position } = problem;
  if (position === "") return "";
  return `at ${position.length > LONGEST_POSITION ? `${position.slice(0, LONGEST_POSITION)}…` : position}: `;
}

function findProblem(value: unknown, position: string, depth: number): Problem | undefined {
  switch (typeof value) {
    case "boolean":
    case "bigint":
      return undefined;
    case "number":
      return numberProblem(value, position);
    case "string":
      if (isWellFormed(value)) return undefined;
      return {
        position,
        message: `${JSON.stringify(value)} holds a lone surrogate`,
        hint: "Give a file name that is not UTF-8 as bytes (Uint8Array); repair other text with toWellFormed().",
      };
    case "symbol":
      if (symbolName(value) !== undefined) return undefined;
      return {
        position,
        message: `${String(value)} has no identity outside this process`,
        hint: 'Make the symbol with symbol("name").',
      };
    case "object":
      return objectProblem(value, position, depth);
    default:
      return unsupported(typeof value, position);
  }
}

function numberProblem(value: number, position: string): Problem | undefined {
  if (Number.isSafeInteger(value)) return undefined;
  if (Number.isInteger(value)) {
    return { position, message: `${value} is too large for an exact number`, hint: "Give it as a bigint." };
  }
  return { position, message: `${value} is not an integer`, hint: "Use an integer or a string." };
}

function objectProblem(value: object | null, position: string, depth: number): Problem | undefined {
  if (value === null || value instanceof Uint8Array || Uuid.isInstance(value)) return undefined;
  if (!Array.isArray(value)) return unsupported(nameOfClass(value), position);
  if (depth >= maxKeyDepth) {
    return { position, message: "the tuple contains itself, or is nested too deep", hint: "Use a flat tuple." };
  }
  for (let index = 0; index < value.length; index++) {
    const problem = findProblem(value[index], `${position}[${index}]`, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function unsupported(kind: string, position: string): Problem {
  return {
    position,
    message: kind === "undefined" ? "it is undefined" : `a value of type ${kind} is none of the kinds of keys`,
    hint: "A key is null, a boolean, an integer, a string, bytes, a Uuid, a symbol(name), or a tuple (array) of these.",
  };
}

function nameOfClass(value: object): string {
  const { constructor } = value as { constructor?: unknown };
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "object";
}
