import { threadId } from "node:worker_threads";
import { workerPool, type WorkerPool } from "../worker-pool.ts";

let setUps = 0;

/** Two threads, each set up once. */
export const pool: WorkerPool = workerPool({
  name: "test pool",
  size: 2,
  setup: async () => {
    await Promise.resolve();
    setUps += 1;
  },
});

/** How often this thread was set up, and which it is. */
export function threadState(): { readonly setUps: number; readonly threadId: number } {
  return { setUps, threadId };
}

/** One thread with little memory, which ends soon when it is to stop. */
export const smallPool: WorkerPool = workerPool({ name: "small pool", size: 1, memoryLimit: 32, stopTimeout: 50 });

/** One whose setup fails while the variable is set. */
export const brokenPool: WorkerPool = workerPool({
  name: "broken pool",
  size: 1,
  setup: () => {
    if (process.env["COCO_TEST_BROKEN_SETUP"] === "1") throw new Error("no model");
  },
});

/** One thread. */
export const single: WorkerPool = workerPool({ name: "single", size: 1, stopTimeout: 10_000 });
