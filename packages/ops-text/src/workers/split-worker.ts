import { Worker } from "node:worker_threads";
import type { Chunk } from "@coco/connectorkit";
import { SplitterError } from "../splitter-error.ts";
import { type SplitAnswer, type SplitJob, THREAD_MARK } from "./split-job.ts";
import { threadModule } from "./split-thread.ts";

interface Call {
  readonly resolve: (chunks: Chunk[]) => void;
  readonly reject: (error: SplitterError) => void;
}

/** One thread, as seen from the one that started it. It splits one text at a time. */
export class SplitWorker {
  readonly #worker: Worker;
  #call: Call | undefined;
  #failure: unknown;
  #ended = false;

  /** @param onEnd - called once, when the thread has ended. */
  constructor(memoryLimit: number | undefined, onEnd: (worker: SplitWorker) => void) {
    const resourceLimits = memoryLimit === undefined ? {} : { maxOldGenerationSizeMb: memoryLimit };
    // What is meant for a program from standard input or the command line is no option of a thread.
    const execArgv = process.execArgv.filter((argument) => !argument.startsWith("--input-type"));
    const name = "splitter";
    this.#worker = new Worker(threadModule, { name, workerData: THREAD_MARK, resourceLimits, execArgv });
    this.#worker.unref();
    this.#worker.on("message", (answer: SplitAnswer) => this.#answered(answer));
    this.#worker.on("error", (error) => {
      this.#failure = error;
    });
    this.#worker.on("exit", (code) => {
      this.#ended = true;
      onEnd(this);
      const cause = this.#failure ?? new Error(`the thread ended with code ${code}`);
      this.#call?.reject(
        new SplitterError(`A text was not split: its thread ended. ${messageOf(cause)}`, {
          code: "SPLIT_THREAD_ENDED",
          cause,
          hint: "If memory was too small, raise workers.memoryLimit, or split shorter texts.",
        }),
      );
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  run(job: SplitJob): Promise<Chunk[]> {
    return new Promise((resolve, reject) => {
      this.#call = { resolve, reject };
      // While it works the process waits for it.
      this.#worker.ref();
      this.#worker.postMessage(job, []);
    });
  }

  #answered(answer: SplitAnswer): void {
    const call = this.#call;
    this.#call = undefined;
    this.#worker.unref();
    if ("chunks" in answer) {
      call?.resolve(answer.chunks);
      return;
    }
    const { message, code = "SPLIT_FAILED", hint } = answer.failure;
    call?.reject(new SplitterError(message, { code, ...(hint === undefined ? {} : { hint }) }));
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
