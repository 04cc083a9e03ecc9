import * as types from "node:util/types";
import type { AnyFunction, FunctionDefinition } from "./function-definition.ts";
import { FunctionOptionsError } from "./function-options-error.ts";

const KNOWN_OPTIONS = new Set([
  "memo",
  "version",
  "deps",
  "logicTracking",
  "memoKey",
  "name",
  "formerly",
  "batching",
  "maxBatchSize",
  "runner",
]);

type Refuse = (problem: string, hint: string) => never;

/** Throws for what `fn` was given if it is no function, or if an option is unknown, of the wrong kind or without meaning. */
export function checkFunctionOptions(options: FunctionDefinition["options"], body: AnyFunction, extra: unknown): void {
  if (typeof body !== "function" || typeof options !== "object" || options === null) {
    throw new FunctionOptionsError("fn was given no function to wrap.", {
      code: "FUNCTION_OPTIONS",
      hint: "Write fn(f), or fn(options, f).",
    });
  }
  const refuse: Refuse = (problem, hint) => {
    const called = options.name || body.name || "a function";
    throw new FunctionOptionsError(`fn: ${called}: ${problem}`, { code: "FUNCTION_OPTIONS", hint });
  };
  if (extra !== undefined) refuse("something stands after the function.", "The options come first: fn(options, f).");
  for (const key of Object.keys(options)) {
    if (!KNOWN_OPTIONS.has(key)) refuse(`unknown option "${key}".`, `Known options: ${[...KNOWN_OPTIONS].join(", ")}.`);
  }
  checkLogic(options, refuse);
  checkNames(options, refuse);
  checkBatching(options, refuse);
  checkMemo(options, body, refuse);
  if (options.runner !== undefined && typeof options.runner?.run !== "function") {
    refuse("`runner` is no runner.", "Give it workerPool(…) or serialRunner(), made at the top level of a module.");
  }
}

function oneOf(name: "memo" | "logicTracking", given: unknown, allowed: readonly unknown[], refuse: Refuse): void {
  if (given === undefined || allowed.includes(given)) return;
  const known = allowed.map((value) => JSON.stringify(value));
  refuse(`${name} cannot be ${described(given)}.`, `It is one of ${known.join(", ")}.`);
}

function checkLogic(options: FunctionDefinition["options"], refuse: Refuse): void {
  const { deps, logicTracking, version } = options;
  oneOf("logicTracking", logicTracking, ["full", "self", "none"], refuse);
  if (logicTracking === "none" && deps !== undefined) {
    refuse('`deps` has no meaning with `logicTracking: "none"`.', "Leave one of the two out.");
  }
  if (version !== undefined && typeof version !== "string" && !Number.isFinite(version)) {
    refuse(`version cannot be ${described(version)}.`, "It is a number or a string.");
  }
}

function checkNames({ formerly, name }: FunctionDefinition["options"], refuse: Refuse): void {
  if (name === "") refuse("`name` is empty.", "Give it a name, or leave the option out.");
  if (name !== undefined && typeof name !== "string") refuse(`name cannot be ${described(name)}.`, "It is a string.");
  if (formerly === undefined) return;
  const names: readonly unknown[] | undefined = Array.isArray(formerly) ? formerly : undefined;
  if (names === undefined || !names.every((former) => typeof former === "string" && former !== "")) {
    refuse(`formerly cannot be ${described(formerly)}.`, 'It is a list of names: formerly: ["oldName"].');
  }
}

function checkBatching({ batching, maxBatchSize }: FunctionDefinition["options"], refuse: Refuse): void {
  if (maxBatchSize === undefined) return;
  if (batching !== true) {
    refuse("maxBatchSize has no meaning without batching.", "Add `batching: true`, or leave it out.");
  }
  if (!(Number.isInteger(maxBatchSize) && maxBatchSize > 0)) {
    refuse(`maxBatchSize must be a whole number above 0, not ${described(maxBatchSize)}.`, "Leave it out for 1024.");
  }
}

function checkMemo({ memo, memoKey }: FunctionDefinition["options"], body: AnyFunction, refuse: Refuse): void {
  oneOf("memo", memo, [true, false, "app"], refuse);
  if (memo && types.isGeneratorFunction(body)) {
    refuse("memo cannot keep what a generator gives.", "Return an array, or drop memo.");
  }
  if (memoKey === undefined) return;
  if (!Array.isArray(memoKey)) {
    refuse(
      `memoKey cannot be ${described(memoKey)}.`,
      "It is a list with one entry for each argument, by position: memoKey: [undefined, null].",
    );
  }
  for (const [position, entry] of (memoKey as readonly unknown[]).entries()) {
    if (entry !== undefined && entry !== null && typeof entry !== "function") {
      refuse(`memoKey[${position}] must be a function, null or undefined.`, "null leaves the argument out of the key.");
    }
  }
  if (!memo) refuse("memoKey has no meaning without memo.", "Add `memo: true`, or leave it out.");
}

function described(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "such a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
