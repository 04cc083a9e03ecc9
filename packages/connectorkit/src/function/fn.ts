import { memoKey } from "../memo/memo-key.ts";
import { installedEngine } from "../port/engine-port.ts";
import { captureWrapSite } from "./capture-wrap-site.ts";
import { announceFunction } from "./announced-functions.ts";
import {
  type AnyFunction,
  type BatchOptions,
  type FunctionDefinition,
  type FunctionOptions,
  functionDefinition,
} from "./function-definition.ts";
import { FunctionOptionsError } from "./function-options-error.ts";
import { RetryWithSmallerBatch } from "./retry-with-smaller-batch.ts";
import type { Runner } from "./runner.ts";

/** A function wrapped by `fn`: the same signature, with change detection. */
export type Fn<F extends AnyFunction> = F & { readonly [functionDefinition]: FunctionDefinition };

/**
 * Wraps a function so that its logic takes part in change detection and, with `memo`, its results are kept. It stays a
 * function of the same signature, sync or async as before; with `runner` it gives a promise. Where no engine is loaded,
 * it simply runs its body.
 */
export function fn<F extends AnyFunction>(f: F): Fn<F>;
export function fn<T, R, X extends readonly unknown[]>(
  options: BatchOptions<readonly [T, ...X]>,
  f: (items: T[], ...extra: X) => readonly R[] | Promise<readonly R[]>,
): Fn<(item: T, ...extra: X) => Promise<R>>;
export function fn<A extends readonly unknown[], R>(
  options: FunctionOptions<A> & { readonly batching?: never; readonly runner: Runner },
  f: (...args: A) => R,
): Fn<(...args: A) => Promise<Awaited<R>>>;
export function fn<F extends AnyFunction>(
  options: FunctionOptions<Parameters<F>> & { readonly batching?: never },
  f: F,
): Fn<F>;
export function fn(first: AnyFunction | FunctionOptions | BatchOptions, second?: AnyFunction): Fn<AnyFunction> {
  const body = typeof first === "function" ? first : second;
  const options = typeof first === "function" ? {} : first;
  if (typeof body !== "function") throw new TypeError("fn(options, f) needs a function to wrap.");
  checkOptions(options, body);
  const definition: FunctionDefinition = { body, options, site: captureWrapSite() };
  announceFunction(definition);
  return wrap(definition);
}

function wrap(definition: FunctionDefinition): Fn<AnyFunction> {
  const { body, options } = definition;
  function wrapped(this: unknown, ...args: unknown[]): unknown {
    const engine = installedEngine();
    if (engine !== undefined) return engine.callFunction(definition, this, args);
    if (options.batching) return runBatchOfOne(definition, this, args);
    return options.runner === undefined ? body.apply(this, args) : (async () => await body.apply(this, args))();
  }
  Object.defineProperties(wrapped, {
    name: { value: body.name, configurable: true },
    length: { value: body.length, configurable: true },
    [functionDefinition]: { value: definition },
    [memoKey]: { value: () => ["coco.function", installedEngine()?.functionIdentity(definition) ?? body.name] },
  });
  return wrapped as unknown as Fn<AnyFunction>;
}

async function runBatchOfOne(definition: FunctionDefinition, receiver: unknown, args: unknown[]): Promise<unknown> {
  const [item, ...extra] = args;
  try {
    const results = (await definition.body.apply(receiver, [[item], ...extra])) as readonly unknown[];
    return results[0];
  } catch (error) {
    throw RetryWithSmallerBatch.isInstance(error) ? (error.cause ?? error) : error;
  }
}

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

function checkOptions(
  options: FunctionOptions & { batching?: unknown; maxBatchSize?: number },
  body: AnyFunction,
): void {
  const refuse = (message: string, hint: string): never => {
    const called = options.name ?? (body.name || "a function");
    throw new FunctionOptionsError(`fn: ${called}: ${message}`, { code: "FUNCTION_OPTIONS", hint });
  };
  for (const key of Object.keys(options)) {
    if (!KNOWN_OPTIONS.has(key)) refuse(`unknown option "${key}".`, `Known options: ${[...KNOWN_OPTIONS].join(", ")}.`);
  }
  if (options.logicTracking === "none" && options.deps !== undefined) {
    refuse('`deps` has no meaning with `logicTracking: "none"`.', "Leave one of the two out.");
  }
  const one = (name: "memo" | "logicTracking", allowed: readonly unknown[]): void => {
    if (allowed.includes(options[name])) return;
    const known = allowed.slice(1).map((value) => JSON.stringify(value));
    refuse(`${name} cannot be ${JSON.stringify(options[name])}.`, `It is one of ${known.join(", ")}.`);
  };
  one("memo", [undefined, true, false, "app"]);
  one("logicTracking", [undefined, "full", "self", "none"]);
  if (options.maxBatchSize !== undefined && options.batching !== true) {
    refuse("maxBatchSize has no meaning without batching.", "Add `batching: true`, or leave it out.");
  }
  if (options.maxBatchSize !== undefined && !(Number.isInteger(options.maxBatchSize) && options.maxBatchSize > 0)) {
    refuse(
      `maxBatchSize must be a whole number above 0, not ${String(options.maxBatchSize)}.`,
      "Leave it out for 1024.",
    );
  }
  if (options.runner !== undefined && typeof options.runner?.run !== "function") {
    refuse("`runner` is no runner.", "Give it workerPool(…) or serialRunner(), made at the top level of a module.");
  }
  if (options.name === "") refuse("`name` is empty.", "Give it a name, or leave the option out.");
  for (const [position, entry] of ((options.memoKey ?? []) as readonly unknown[]).entries()) {
    if (entry !== undefined && entry !== null && typeof entry !== "function") {
      refuse(`memoKey[${position}] must be a function, null or undefined.`, "null leaves the argument out of the key.");
    }
  }
}
