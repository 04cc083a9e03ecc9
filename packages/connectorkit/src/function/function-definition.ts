import type { Runner } from "./runner.ts";

/** Where `fn` was called: 1-based line and column, as `util.getCallSites` reports them. */
export interface WrapSite {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

// oxlint-disable-next-line typescript/no-explicit-any -- the one place where any function at all must fit.
export type AnyFunction = (...args: any[]) => unknown;

/** Per argument, by position: a function that gives what to fingerprint instead, `null` to leave it out, or nothing. */
export type MemoKeyByPosition<Args extends readonly unknown[]> = {
  readonly [K in keyof Args]?: ((value: Args[K]) => unknown) | null | undefined;
};

export interface FunctionOptions<Args extends readonly unknown[] = readonly unknown[]> {
  /** `true`: results are kept for the component that calls; `"app"`: shared by all components of the app. Default false. */
  readonly memo?: boolean | "app";
  /** Stands in place of the function's own source in change detection; raise it to run again. */
  readonly version?: number | string;
  /** Values that the function depends on and that its text does not show; fingerprinted once, when it is wrapped. */
  readonly deps?: unknown;
  /** `"full"` (default): the function and all beneath it; `"self"`: the function alone; `"none"`: no logic at all. */
  readonly logicTracking?: "full" | "self" | "none";
  readonly memoKey?: MemoKeyByPosition<Args>;
  /** The identity across runs, in place of package, module path and declared name. */
  readonly name?: string;
  /**
   * Earlier names, the oldest first, whose memos and component paths this function takes over: an earlier `name`, a
   * name that it was declared with in this module, or a whole identity ("my-app:steps/index-file#indexFile").
   */
  readonly formerly?: readonly string[];
  /** Where the body runs: `workerPool(…)`, `serialRunner()`. Callers then get a promise. Default: where it is called. */
  readonly runner?: Runner;
}

export interface BatchOptions<Args extends readonly unknown[] = readonly unknown[]> extends FunctionOptions<Args> {
  /** The function takes an array of items and gives their results in order; callers pass one item. */
  readonly batching: true;
  /** The largest number of items in one call. Default 1024. */
  readonly maxBatchSize?: number;
}

/** What `fn` records about a function. The engine keeps what it works out about it by this object's identity. */
export interface FunctionDefinition {
  readonly body: AnyFunction;
  readonly options: FunctionOptions & { readonly batching?: boolean; readonly maxBatchSize?: number };
  /** `undefined` where the caller's position cannot be had. */
  readonly site: WrapSite | undefined;
}

/** The key under which a wrapped function carries its definition. */
export const functionDefinition: unique symbol = Symbol.for("coco.function") as never;

/** The definition behind a function wrapped by `fn`, if it is one. */
export function definitionOf(value: unknown): FunctionDefinition | undefined {
  return typeof value === "function"
    ? (value as { [functionDefinition]?: FunctionDefinition })[functionDefinition]
    : undefined;
}
