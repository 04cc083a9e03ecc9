import type { ContextKey, Sink } from "@coco/connectorkit";
import { CancelledError } from "../errors/cancelled-error.ts";
import type { ContainerEffect } from "./container-effect.ts";
import type { EventListener, RunEvent } from "../event/run-event.ts";
import type { RunReason } from "../component/run-reason.ts";
import type { RunStats } from "../progress/run-stats.ts";
import type { UpdateTracing } from "../telemetry/tracing.ts";
import { SinkCalls } from "./sink-calls.ts";
import { SinkTimeoutError } from "./sink-timeout-error.ts";
import { answerProblem } from "./sink-answer.ts";
import { formatTargetPath } from "./target-path.ts";

/** The order in which actions of one group are applied (rule T7). */
export const actionOrder = {
  attachmentRemoved: 0,
  containerMade: 1,
  freeing: 2,
  upsert: 3,
  deletion: 4,
  attachmentMade: 5,
  containerDropped: 6,
} as const;

/** One action that a sink is to apply. */
export interface PlannedAction {
  readonly sink: Sink<unknown>;
  readonly payload: unknown;
  readonly order: number;
  readonly change: TargetChange;
  /** The encoded path of the target state. */
  readonly path: Uint8Array;
  /** The component or the deletion that wants it: what fails when it does. */
  readonly owner: ActionOwner;
  /** Why the owner ran, or why the state is deleted. */
  readonly reason: RunReason;
  /** Why just this state changes, where more can be said of it. */
  readonly cause?: RunReason | undefined;
  /** Of a container: what becomes of what it holds. Known where it is dropped, and in previews. */
  readonly effect?: ContainerEffect | undefined;
}

export type TargetChange = "create" | "update" | "delete";

/** Who wants an action. */
export interface ActionOwner {
  /** The path of the component that declares, or declared, the target state. */
  readonly displayPath: string;
}

/** Applies the actions of groups, or only takes note of them. */
export interface ActionRunner {
  /** Gives the owners whose actions failed, each with its error. The rest has been applied. */
  apply(actions: readonly PlannedAction[]): Promise<ReadonlyMap<object, unknown>>;
  /** Called when a run has settled. */
  settle(onError: (sink: Sink<unknown>, error: unknown) => void): Promise<void>;
}

export interface SinkRunnerOptions {
  readonly context: <T>(key: ContextKey<T> | string) => T;
  readonly signal: AbortSignal;
  readonly stats: RunStats;
  /** How long one call of a sink may take, in milliseconds. */
  readonly sinkTimeout: number;
  readonly log: (line: string) => void;
  readonly emit: EventListener | undefined;
  readonly telemetry: Pick<UpdateTracing, "sink" | "upkeep"> | undefined;
}

const DEFAULT_BATCH = 10_000;
const BATCH_BYTES = 16 * 1024 * 1024;
const RETRIES = 5;
/** A call that took all its time is tried once more: another connection may do. */
const RETRIES_AFTER_TIMEOUT = 1;
const FIRST_PAUSE_MS = 100;

/** What a sink says of each of its actions, where it says so. */
type SinkAnswer = Promise<readonly unknown[] | undefined | void>;

/** Applies the actions of groups: batched by sink, in order, with retries and bisection. */
export class SinkRunner implements ActionRunner {
  readonly #calls: SinkCalls;
  readonly #log: (line: string) => void;
  readonly #signal: AbortSignal;
  readonly #stats: RunStats;
  readonly #emit: EventListener | undefined;
  readonly #telemetry: SinkRunnerOptions["telemetry"];
  readonly #used = new Set<Sink<unknown>>();

  constructor(options: SinkRunnerOptions) {
    this.#signal = options.signal;
    this.#stats = options.stats;
    this.#emit = options.emit;
    this.#telemetry = options.telemetry;
    this.#log = options.log;
    const { context, sinkTimeout, stats } = options;
    this.#calls = new SinkCalls({ limit: sinkTimeout, context, count: (name, by) => stats.count(name, by) });
  }

  /** Applies all actions; gives the owners that failed, each with its error. The rest has been applied. */
  async apply(actions: readonly PlannedAction[]): Promise<Map<object, unknown>> {
    const failed = new Map<object, unknown>();
    const stages = Map.groupBy(actions, (action) => action.order);
    for (const order of [...stages.keys()].sort((a, b) => a - b)) {
      const bySink = Map.groupBy(stages.get(order) ?? [], (action) => action.sink);
      await Promise.all([...bySink].map(([sink, stage]) => this.#applyBySink(sink, stage, failed)));
    }
    return failed;
  }

  /** Lets every sink that was used finish up. */
  async settle(onError: (sink: Sink<unknown>, error: unknown) => void): Promise<void> {
    for (const sink of this.#used) {
      try {
        await this.#upkeep(sink);
      } catch (error) {
        onError(sink, error);
      }
    }
    this.#used.clear();
  }

  #upkeep(sink: Sink<unknown>): Promise<void> {
    const upkeep = (): Promise<void> => this.#calls.upkeep(sink, this.#signal, this.#log);
    const isTold = this.#telemetry !== undefined && sink.settle !== undefined;
    return isTold ? this.#telemetry.upkeep(sink.name, upkeep) : upkeep();
  }

  async #applyBySink(
    sink: Sink<unknown>,
    actions: readonly PlannedAction[],
    failed: Map<object, unknown>,
  ): Promise<void> {
    this.#used.add(sink);
    for (const batch of batches(sink, actions)) {
      const live = batch.filter((action) => !failed.has(action.owner));
      if (live.length > 0) await this.#applyBatch(sink, live, failed);
    }
  }

  async #applyBatch(sink: Sink<unknown>, batch: readonly PlannedAction[], failed: Map<object, unknown>): Promise<void> {
    let answer: readonly unknown[] | undefined | void;
    try {
      answer = await this.#attempt(sink, batch);
    } catch (error) {
      await this.#bisect(sink, batch, error, failed);
      return;
    }
    const problem = answerProblem(sink, answer, batch.length);
    if (problem !== undefined) {
      for (const { owner } of batch) failed.set(owner, problem);
      return;
    }
    const counts = this.#stats.target(sink.name);
    for (const [index, action] of batch.entries()) {
      const error = answer?.[index];
      if (error !== undefined && error !== null) {
        failed.set(action.owner, error);
        continue;
      }
      if (action.change === "delete") counts.deleted += 1;
      else counts.written += 1;
      this.#emit?.(changeOf(action));
    }
  }

  /** Calls the sink, again after a pause while its error says that this may help. */
  async #attempt(sink: Sink<unknown>, batch: readonly PlannedAction[]): SinkAnswer {
    const payloads = batch.map((action) => action.payload);
    const what = payloads.length === 1 ? "1 action was not written" : `${payloads.length} actions were not written`;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#call(sink, what, payloads, attempt);
      } catch (error) {
        const retries = SinkTimeoutError.isInstance(error) ? RETRIES_AFTER_TIMEOUT : RETRIES;
        if (!isRetryable(error) || attempt >= retries) throw error;
        this.#emit?.({ kind: "sinkRetried", sink: sink.name, attempt: attempt + 1, error });
        await pause(FIRST_PAUSE_MS * 2 ** attempt, this.#signal);
        if (this.#calls.isBusy(sink)) throw error; // it was told to stop, and goes on
      }
    }
  }

  async #call(sink: Sink<unknown>, what: string, payloads: readonly unknown[], attempt: number): SinkAnswer {
    const call = (): SinkAnswer => this.#calls.call(sink, what, (context) => sink.apply(payloads, context));
    return this.#telemetry === undefined ? call() : this.#telemetry.sink(sink.name, payloads.length, attempt, call);
  }

  /** Halves a failed batch between components until the one that fails stands alone; not one that trying again may cure. */
  async #bisect(
    sink: Sink<unknown>,
    batch: readonly PlannedAction[],
    error: unknown,
    failed: Map<object, unknown>,
  ): Promise<void> {
    const owners = [...new Set(batch.map((action) => action.owner))];
    if (owners.length === 1 || isRetryable(error) || this.#signal.aborted) {
      for (const owner of owners) failed.set(owner, error);
      return;
    }
    const first = new Set(owners.slice(0, owners.length >> 1));
    await this.#applyBatch(
      sink,
      batch.filter((action) => first.has(action.owner)),
      failed,
    );
    await this.#applyBatch(
      sink,
      batch.filter((action) => !first.has(action.owner)),
      failed,
    );
  }
}

function changeOf({ cause, change, owner, path, reason }: PlannedAction): RunEvent {
  const target = formatTargetPath(path);
  return { kind: "targetChanged", change, target, component: owner.displayPath, reason: cause ?? reason };
}

/** Cuts actions into batches by the sink's bounds. */
function* batches(sink: Sink<unknown>, actions: readonly PlannedAction[]): Generator<readonly PlannedAction[]> {
  const count = sink.maxBatchCount ?? DEFAULT_BATCH;
  let batch: PlannedAction[] = [];
  let bytes = 0;
  for (const action of actions) {
    batch.push(action);
    bytes += sink.bytesOf?.(action.payload) ?? 0;
    if (batch.length >= count || bytes >= BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

function isRetryable(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { isRetryable?: unknown }).isRetryable === true;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new CancelledError("The run was stopped while a write was to be tried again.", { code: "CANCELLED" }));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
