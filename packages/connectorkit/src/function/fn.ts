import { memoKey } from "../memo/memo-key.ts";
import { installedEngine } from "../port/engine-port.ts";
import { addBinding, bindingOf, functionBinding } from "./function-binding.ts";
import { captureWrapSite } from "./capture-wrap-site.ts";
import { checkFunctionOptions } from "./check-function-options.ts";
import { announceFunction } from "./announced-functions.ts";
import {
  type AnyFunction,
  type BatchOptions,
  definitionOf,
  type FunctionDefinition,
  type FunctionOptions,
  functionDefinition,
} from "./function-definition.ts";
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
  const body = (typeof first === "function" ? first : second) as AnyFunction;
  const options = typeof first === "function" ? {} : first;
  checkFunctionOptions(options, body, typeof first === "function" ? second : undefined);
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
    [memoKey]: { value: () => keyOf(definition) },
    bind: { value: bindWrapped, configurable: true, writable: true },
  });
  return wrapped as unknown as Fn<AnyFunction>;
}

function keyOf(definition: FunctionDefinition): readonly unknown[] {
  return ["coco.function", installedEngine()?.functionIdentity(definition) ?? definition.body.name];
}

/** `bind` of a wrapped function: what it gives is wrapped as well, so that a bound method can be mounted with its memo. */
function bindWrapped(this: AnyFunction, receiver: unknown, ...args: unknown[]): AnyFunction {
  const bound = Function.prototype.bind.call(this, receiver, ...args) as AnyFunction;
  const definition = definitionOf(this) as FunctionDefinition;
  const binding = addBinding(bindingOf(this), receiver, args);
  Object.defineProperties(bound, {
    [functionDefinition]: { value: definition },
    [functionBinding]: { value: binding },
    [memoKey]: { value: () => [...keyOf(definition), binding.receiver, ...binding.args] },
    bind: { value: bindWrapped, configurable: true, writable: true },
  });
  return bound;
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
