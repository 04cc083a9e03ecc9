import { Worker } from "node:worker_threads";
import { type AnswerMessage, type CallMessage, type StopMessage, transferList } from "./pool-message.ts";
import { type PoolThread, threadProperty } from "./pool-thread.ts";
import { RunnerError } from "./runner-error.ts";
import { threadModule } from "./worker-thread.ts";

/** What a thread learned to know by number. */
export type LearnedFunction = readonly [identity: string, logic: Uint8Array | undefined];

interface Call {
  readonly name: string;
  readonly resolve: (answer: AnswerMessage) => void;
  readonly reject: (error: unknown) => void;
}

export interface PoolWorkerOptions {
  readonly runner: string;
  /** Megabytes of its heap; the thread ends when it needs more. */
  readonly memoryLimit: number | undefined;
  /** Called once, when the thread has ended. */
  readonly onEnd: (worker: PoolWorker) => void;
}

/** The main thread's side of one thread of a pool. It runs one call at a time. */
export class PoolWorker {
  /** Functions by the numbers that this thread gave them. */
  readonly learned: LearnedFunction[] = [];
  readonly #runner: string;
  readonly #worker: Worker;
  readonly #stop: Int32Array;
  #call: Call | undefined;
  #failure: unknown;
  #ended = false;

  constructor(options: PoolWorkerOptions) {
    const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const start: PoolThread = { runner: options.runner, stop };
    this.#runner = options.runner;
    this.#stop = new Int32Array(stop);
    this.#worker = new Worker(threadModule, {
      name: options.runner,
      workerData: { [threadProperty]: start },
      ...(options.memoryLimit === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: options.memoryLimit } }),
    });
    this.#worker.on("message", (answer: AnswerMessage) => this.#answered(answer));
    this.#worker.on("error", (error) => {
      this.#failure = error;
    });
    this.#worker.on("messageerror", (error) => {
      this.#failure = error;
      void this.terminate();
    });
    this.#worker.on("exit", (code) => {
      this.#ended = true;
      options.onEnd(this);
      this.#crashed(code);
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Sends a call. Rejects when the thread ends before it has answered. */
  run(message: CallMessage): Promise<AnswerMessage> {
    Atomics.store(this.#stop, 0, 0);
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#call = { name: message.name, resolve, reject };
      this.#worker.postMessage(message, transferList(message.values));
    });
  }

  /** Asks the call that is running to stop; code that never gives up the thread sees the flag. */
  askToStop(): void {
    Atomics.store(this.#stop, 0, 1);
    const message: StopMessage = { kind: "stop" };
    this.#worker.postMessage(message, []);
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #answered(answer: AnswerMessage): void {
    const call = this.#call;
    this.#call = undefined;
    this.#worker.unref(); // an idle thread does not keep the process alive
    this.learned.push(...answer.learned);
    call?.resolve(answer);
  }

  #crashed(code: number): void {
    const failure = this.#failure;
    if (this.#call === undefined) {
      if (failure !== undefined) {
        process.emitWarning(
          `An idle worker thread of runner "${this.#runner}" ended: ${textOf(failure)}`,
          "RunnerWarning",
        );
      }
      return;
    }
    const reason = failure === undefined ? `with exit code ${code}` : `with ${textOf(failure)}`;
    const outOfMemory = (failure as { readonly code?: unknown } | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY";
    this.#call.reject(
      new RunnerError(
        `The worker thread of runner "${this.#runner}" ended while it ran ${this.#call.name}, ${reason}.`,
        {
          code: "RUNNER_CRASHED",
          cause: failure,
          hint: outOfMemory
            ? "Give the pool a larger memoryLimit, fewer threads, or the function less at a time. The thread is replaced."
            : "Look for process.exit() and for errors thrown in callbacks that nobody catches. The thread is replaced.",
        },
      ),
    );
    this.#call = undefined;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
