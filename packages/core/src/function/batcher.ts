import { type FunctionDefinition, RetryWithSmallerBatch } from "@coco/connectorkit";
import { MemoError } from "../errors/memo-error.ts";
import type { RunningCall } from "../internal/scope.ts";
import type { BatchOrigin } from "../telemetry/tracing.ts";
import { Recorder } from "./recorder.ts";
import { isWaitedFor } from "./self-wait.ts";

interface Waiting {
  readonly item: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Gets what the item's batch depended on, before either of the others is called. */
  readonly recorded: (recorder: Recorder) => void;
  /** Where the call comes from, for those who trace it. */
  readonly origin: BatchOrigin | undefined;
  /** The call that waits for the item's result. */
  readonly caller: RunningCall | undefined;
}

/**
 * Runs the body of one batch with a recorder for what it depends on. `origins`: where its calls come from; `batch`: what
 * the calls that it makes belong to.
 */
export type BatchRunner = (
  items: unknown[],
  recorder: Recorder,
  origins: () => readonly (BatchOrigin | undefined)[],
  batch: RunningCall,
) => Promise<readonly unknown[]>;

/**
 * Collects the calls of one batched function that have the same further arguments. Calls made in one turn of the
 * event loop go together; while a batch runs, the next one collects.
 */
export class Batcher {
  readonly #definition: FunctionDefinition;
  readonly #run: BatchRunner;
  #waiting: Waiting[] = [];
  #scheduled = false;
  #running: RunningCall | undefined;

  constructor(definition: FunctionDefinition, run: BatchRunner) {
    this.#definition = definition;
    this.#run = run;
  }

  get idle(): boolean {
    return !this.#scheduled && this.#waiting.length === 0;
  }

  /** Whether the batch that runs now waits for this call: then the call must not wait for the batch. */
  runsFor(call: RunningCall): boolean {
    const running = this.#running;
    return running !== undefined && isWaitedFor(call, (waiting) => waiting === running);
  }

  /** The result for one item. `recorded` gets what its batch depended on, also when it fails. */
  call(
    item: unknown,
    recorded: (recorder: Recorder) => void,
    origin?: BatchOrigin,
    caller?: RunningCall,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject, recorded, origin, caller });
      if (caller !== undefined) this.#running?.joined?.add(caller); // it waits for the end of that batch, too
      if (!this.#scheduled) {
        this.#scheduled = true;
        setImmediate(() => void this.#drain());
      }
    });
  }

  async #drain(): Promise<void> {
    const size = this.#definition.options.maxBatchSize ?? 1024;
    while (this.#waiting.length > 0) await this.#runBatch(this.#waiting.splice(0, size));
    this.#running = undefined;
    this.#scheduled = false;
  }

  async #runBatch(batch: readonly Waiting[]): Promise<void> {
    const recorder = new Recorder();
    const callers = batch.map(({ caller }) => caller).filter((caller) => caller !== undefined);
    const running: RunningCall = { key: "", around: undefined, joined: new Set(callers) };
    this.#running = running;
    try {
      const values = await this.#run(
        batch.map((waiting) => waiting.item),
        recorder,
        () => batch.map((waiting) => waiting.origin),
        running,
      );
      this.#checkLength(values, batch.length);
      for (const { recorded } of batch) recorded(recorder);
      for (const [index, { resolve }] of batch.entries()) resolve(values[index]);
    } catch (error) {
      for (const { recorded } of batch) recorded(recorder);
      if (RetryWithSmallerBatch.isInstance(error)) await this.#halve(batch, error);
      else for (const { reject } of batch) reject(error);
    }
  }

  async #halve(batch: readonly Waiting[], error: RetryWithSmallerBatch): Promise<void> {
    if (batch.length === 1) {
      batch[0]?.reject(error.cause ?? error);
      return;
    }
    const middle = batch.length >> 1;
    await this.#runBatch(batch.slice(0, middle));
    await this.#runBatch(batch.slice(middle));
  }

  #checkLength(values: readonly unknown[], expected: number): void {
    if (Array.isArray(values) && values.length === expected) return;
    const got = Array.isArray(values) ? `${values.length} results` : "no array";
    throw new MemoError(
      `The batched function ${this.#definition.options.name ?? this.#definition.body.name} was given ${expected} items and gave ${got}.`,
      { code: "BATCH_LENGTH", hint: "Return one result for each item, in the same order." },
    );
  }
}
