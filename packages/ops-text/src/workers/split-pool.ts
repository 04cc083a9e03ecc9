import type { Chunk } from "@coco/connectorkit";
import type { SplitterError } from "../splitter-error.ts";
import type { SplitJob } from "./split-job.ts";
import { SplitWorker } from "./split-worker.ts";
import type { ResolvedWorkers } from "./worker-options.ts";

interface Waiting {
  readonly job: SplitJob;
  readonly resolve: (chunks: Chunk[]) => void;
  readonly reject: (error: SplitterError) => void;
}

/** Threads of one splitter. They start when they are needed, and none keeps the process alive while it has nothing to do. */
export class SplitPool {
  readonly options: ResolvedWorkers;
  readonly #idle: SplitWorker[] = [];
  readonly #waiting: Waiting[] = [];
  #threads = 0;

  constructor(options: ResolvedWorkers) {
    this.options = options;
  }

  /** Splits a text in the next thread that is free. */
  run(job: SplitJob): Promise<Chunk[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#startNext();
    });
  }

  #startNext(): void {
    const waiting = this.#waiting[0];
    if (waiting === undefined) return;
    const worker = this.#idle.pop() ?? this.#newWorker();
    if (worker === undefined) return;
    this.#waiting.shift();
    void worker
      .run(waiting.job)
      .then(waiting.resolve, waiting.reject)
      .finally(() => {
        if (!worker.ended) this.#idle.push(worker);
        this.#startNext();
      });
  }

  #newWorker(): SplitWorker | undefined {
    if (this.#threads >= this.options.threads) return undefined;
    this.#threads += 1;
    return new SplitWorker(this.options.memoryLimit, (worker) => {
      this.#threads -= 1;
      const place = this.#idle.indexOf(worker);
      if (place >= 0) this.#idle.splice(place, 1);
    });
  }
}
