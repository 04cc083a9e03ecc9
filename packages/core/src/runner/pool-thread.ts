import { isMainThread, workerData } from "node:worker_threads";
import { RunnerError } from "./runner-error.ts";

/** What a pool tells each of its threads at the start. */
export interface PoolThread {
  /** The name of the runner. */
  readonly runner: string;
  /** One Int32: 1 while the call that is running is to stop. Seen also by code that never gives up the thread. */
  readonly stop: SharedArrayBuffer;
}

/** The property of a worker's data by which a thread of a pool is told from any other worker. */
export const threadProperty = "coco.pool-thread";

/** The pool that this thread belongs to; `undefined` in the main thread and in workers that no pool has started. */
export const poolThread: PoolThread | undefined = isMainThread
  ? undefined
  : (workerData as { readonly [threadProperty]?: PoolThread } | null | undefined)?.[threadProperty];

/** Throws in a thread of a pool, where there is no component because a runner took the function there. */
export function refuseInWorker(what: string, hint?: string): void {
  if (poolThread === undefined) return;
  throw new RunnerError(
    `${what} was called in a function that runs on the runner "${poolThread.runner}", in a worker thread.`,
    {
      code: "IN_WORKER",
      hint: hint ?? "Do it in the function that calls this one, and pass what is needed as an argument.",
    },
  );
}
