import { availableParallelism } from "node:os";
import { CocoError, type Runner, type RunnerCall } from "@coco/connectorkit";
import { type Duration, millisecondsOf } from "../deadline/duration.ts";
import { interruptedBy, interruptionHere, onInterruption } from "../deadline/interruption.ts";
import { systemClock } from "../deadline/clock.ts";
import { callMessage, deadlineOf } from "./call-message.ts";
import { decodeAnswer } from "./decode-answer.ts";
import type { AnswerMessage } from "./pool-message.ts";
import { poolThread } from "./pool-thread.ts";
import { PoolWorker } from "./pool-worker.ts";
import { RunnerError } from "./runner-error.ts";
import { ThreadLeases } from "./thread-leases.ts";

export interface WorkerPoolOptions {
  /** For messages. Default "worker pool". */
  readonly name?: string;
  /** The most threads, each of which runs one call at a time. Default: one less than the machine runs at once, at least 1. */
  readonly size?: number;
  /** Done once in each thread before its first call: to load a model, for example. */
  readonly setup?: () => unknown;
  /** Megabytes that the heap of one thread may take. Default: Node's. */
  readonly memoryLimit?: number;
  /** How long a call may go on after its run was stopped or its time was over, before its thread is ended. Default 5 s. */
  readonly stopTimeout?: Duration;
}

/**
 * Makes a pool of worker threads for functions that keep a processor busy: `fn({ runner: pool }, f)`.
 *
 * A thread imports the module that wraps the function, so both the pool and the functions are made at the top level of
 * modules. Arguments and results are copied, as memoized results are. Threads start when they are needed and do not
 * keep the process alive.
 */
export function workerPool(options: WorkerPoolOptions = {}): WorkerPool {
  return new WorkerPool(options);
}

/** A runner that moves bodies to worker threads. */
export class WorkerPool implements Runner {
  readonly name: string;
  readonly setup: (() => unknown) | undefined;
  readonly #stopTimeout: number;
  readonly #leases: ThreadLeases;
  #closed = false;

  /** @throws CocoError (`WORKER_POOL`, `DURATION`) for options that cannot work. */
  constructor(options: WorkerPoolOptions = {}) {
    const { name = "worker pool", size = Math.max(1, availableParallelism() - 1), setup, memoryLimit } = options;
    if (!Number.isInteger(size) || size < 1)
      throw refusal(name, `size must be a whole number of at least 1, not ${String(size)}`);
    if (setup !== undefined && typeof setup !== "function") throw refusal(name, "setup must be a function");
    if (memoryLimit !== undefined && !(Number.isFinite(memoryLimit) && memoryLimit > 0)) {
      throw refusal(name, `memoryLimit must be a number of megabytes above 0, not ${String(memoryLimit)}`);
    }
    this.name = name;
    this.setup = setup;
    this.#stopTimeout = millisecondsOf(options.stopTimeout ?? 5_000, "stopTimeout");
    this.#leases = new ThreadLeases(
      size,
      () => new PoolWorker({ runner: name, memoryLimit, onEnd: (worker) => this.#leases.remove(worker) }),
    );
  }

  /** How many threads there are now. */
  get threads(): number {
    return this.#leases.threads.size;
  }

  async run(call: RunnerCall): Promise<unknown> {
    if (poolThread !== undefined) return call.runHere();
    if (this.#closed) throw closed(this.name);
    const interruption = interruptionHere();
    const early = interruptedBy(interruption);
    if (early !== undefined) throw early;
    const message = callMessage(call, this.name);
    const worker = await this.#leases.lease(interruption);
    const late = interruptedBy(interruption);
    if (late !== undefined) {
      this.#leases.release(worker);
      throw late;
    }
    const answered = worker.run({ ...message, deadline: deadlineOf() });
    const ended = answered.then(
      (answer) => this.#giveBack(worker, answer),
      () => undefined, // a thread that ended is taken out where its end is noticed
    );
    const answer = await new Promise<AnswerMessage>((resolve, reject) => {
      const stop = onInterruption(interruption, (error) => {
        void this.#stopInTime(worker, ended);
        reject(error);
      });
      answered.then(resolve, reject).finally(stop);
    });
    return decodeAnswer(call, worker.learned, answer);
  }

  /** Ends all threads. Calls that are running or waiting fail, and so does every later one. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#leases.rejectWaiting(closed(this.name));
    await Promise.all([...this.#leases.threads].map((worker) => worker.terminate()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #giveBack(worker: PoolWorker, { broken }: AnswerMessage): Promise<void> {
    if (broken) await worker.terminate();
    else this.#leases.release(worker);
  }

  /** Asks a call that nobody waits for any more to stop, and ends its thread if it does not. */
  async #stopInTime(worker: PoolWorker, ended: Promise<void>): Promise<void> {
    worker.askToStop();
    const cancel = systemClock.after(this.#stopTimeout, () => void worker.terminate());
    await ended;
    cancel();
  }
}

function closed(name: string): RunnerError {
  return new RunnerError(`The runner "${name}" was closed.`, {
    code: "RUNNER_CLOSED",
    hint: "Close it after everything that uses it is done; threads do not keep the process alive, so it may be left open.",
  });
}

function refusal(name: string, problem: string): CocoError {
  return new CocoError(`workerPool "${name}": ${problem}.`, {
    code: "WORKER_POOL",
    hint: "Leave the option out for its default.",
  });
}
