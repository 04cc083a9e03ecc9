import { requireEngine } from "../port/engine-port.ts";

declare const valueType: unique symbol;

/**
 * Names a value that the environment provides: a connection, a model, a setting. The name is what is stored, so it
 * stays the same when the address or the password behind it changes. `T` is invariant: providing another type is a
 * compile error.
 */
export interface ContextKey<T> {
  readonly name: string;
  /** Whether another value makes the memoized functions that read the key run again. Default false. */
  readonly detectChange: boolean;
  readonly [valueType]: (value: T) => T;
}

export interface ContextKeyOptions {
  /** Default false. */
  readonly detectChange?: boolean;
}

/** Makes a context key. `name` is its identity across runs: choose the role ("docs_db"), not the address. */
export function contextKey<T>(name: string, options: ContextKeyOptions = {}): ContextKey<T> {
  if (typeof name !== "string" || name === "") {
    throw new TypeError("contextKey(name) needs a name that is not empty: it identifies the value across runs.");
  }
  return { name, detectChange: options.detectChange ?? false } as ContextKey<T>;
}

/** Reads a provided value inside a running component. A key that nobody provided is an error that names it. */
export function useContext<T>(key: ContextKey<T>): T {
  return requireEngine(`useContext("${key?.name}")`).useContext(key);
}
