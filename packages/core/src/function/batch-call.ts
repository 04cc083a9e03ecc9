import { AsyncLocalStorage } from "node:async_hooks";
import type { FunctionDefinition } from "@coco/connectorkit";
import { type RunningCall, runInScope, runOutside, type Scope } from "../internal/scope.ts";
import { applyBody } from "../runner/apply-body.ts";
import { Batcher, type BatchRunner } from "./batcher.ts";
import type { FunctionState } from "./function-state.ts";
import { callOf } from "./self-wait.ts";

interface KeyedBatcher {
  readonly receiver: unknown;
  readonly extra: readonly unknown[];
  readonly batcher: Batcher;
}

/** The batchers of one run (or of calls outside of runs), by function and further arguments. */
export class Batchers {
  readonly #byFunction = new WeakMap<FunctionDefinition, KeyedBatcher[]>();

  /** The batcher for these further arguments. Idle ones are forgotten. */
  for(definition: FunctionDefinition, receiver: unknown, extra: readonly unknown[], run: BatchRunner): Batcher {
    const known = (this.#byFunction.get(definition) ?? []).filter((entry) => !entry.batcher.idle);
    let found = known.find((entry) => Object.is(entry.receiver, receiver) && sameArgument(entry.extra, extra));
    if (found === undefined) {
      found = { receiver, extra, batcher: new Batcher(definition, run) };
      known.push(found);
    }
    this.#byFunction.set(definition, known);
    return found.batcher;
  }
}

const outside = new Batchers();
const within = new WeakMap<RunningCall, Batchers>();
/** The batch whose body runs outside of an app. */
const runningAlone = new AsyncLocalStorage<RunningCall>();

/** The batchers of calls that are made within one call, and cannot go with those of others. */
function batchersWithin(caller: RunningCall): Batchers {
  const batchers = within.get(caller) ?? new Batchers();
  within.set(caller, batchers);
  return batchers;
}

/**
 * The batcher that a call may wait for: who has the runner's turn must not wait for a batch that waits for that turn, and
 * nobody for a batch that waits for him.
 */
function batcherFor(
  batchers: Batchers,
  caller: RunningCall | undefined,
  definition: FunctionDefinition,
  receiver: unknown,
  extra: readonly unknown[],
  run: BatchRunner,
): Batcher {
  if (definition.options.runner?.hasTurn) return new Batchers().for(definition, receiver, extra, run);
  const batcher = batchers.for(definition, receiver, extra, run);
  if (caller === undefined || !batcher.runsFor(caller)) return batcher;
  return batchersWithin(caller).for(definition, receiver, extra, run);
}

/** A call of a batched function inside a run. Its body runs in a place that belongs to none of the callers. */
export async function callBatched(
  scope: Scope,
  state: FunctionState,
  receiver: unknown,
  args: readonly unknown[],
): Promise<unknown> {
  const [item, ...extra] = args;
  const { definition } = state;
  const { telemetry } = scope.run;
  const runBatch: BatchRunner = (items, recorder, origins, batch) => {
    scope.run.stats.functionRan(state, items.length);
    scope.run.emit?.({ kind: "batchRan", functionName: state.name, calls: items.length });
    const shared: Scope = {
      run: scope.run,
      component: undefined,
      recorder,
      frame: undefined,
      batch,
      prefix: [],
      handlers: undefined,
    };
    const body = async (): Promise<never> => applyBody(shared, definition, receiver, [items, ...extra]) as never;
    if (telemetry === undefined) return runInScope(shared, body);
    return runInScope(shared, () => telemetry.batch(state.name, items.length, origins(), body));
  };
  const caller = callOf(scope);
  const batcher = batcherFor(scope.run.batchers, caller, definition, receiver, extra, runBatch);
  return batcher.call(item, (recorder) => scope.recorder.absorb(recorder), telemetry?.origin(), caller);
}

/** The same where no run is going on. */
export function callBatchedAlone(
  definition: FunctionDefinition,
  receiver: unknown,
  args: readonly unknown[],
): Promise<unknown> {
  const [item, ...extra] = args;
  const runBatch: BatchRunner = (items, _recorder, _origins, batch) =>
    runOutside(() =>
      runningAlone.run(batch, async () => applyBody(undefined, definition, receiver, [items, ...extra]) as never),
    );
  const caller = runningAlone.getStore();
  const batcher = batcherFor(outside, caller, definition, receiver, extra, runBatch);
  return batcher.call(item, () => undefined, undefined, caller);
}

/** Equal arrays and plain objects, as options are, count as the same; of anything else only the same one does. */
function sameArgument(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => sameArgument(value, b[index]));
  }
  if (!isPlain(a) || !isPlain(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && sameArgument(a[name], b[name]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
