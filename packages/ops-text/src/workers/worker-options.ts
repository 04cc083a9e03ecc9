import { availableParallelism } from "node:os";
import { SplitterError } from "../splitter-error.ts";

/** Threads that split long texts, so that the one that asks for it goes on meanwhile. */
export interface SplitWorkers {
  /** The most threads. Default: one less than the machine runs at once, at least 1. */
  readonly threads?: number | undefined;
  /** Texts of at least so many characters are split in a thread; for shorter ones the way there costs more. Default 100,000. */
  readonly minTextLength?: number | undefined;
  /** Megabytes of the heap of one thread; a text that needs more fails. Default: Node's. */
  readonly memoryLimit?: number | undefined;
}

/** Options that were checked and filled in. */
export interface ResolvedWorkers {
  readonly threads: number;
  readonly minTextLength: number;
  readonly memoryLimit: number | undefined;
}

/** @throws SplitterError for a number that cannot be. */
export function resolveWorkers(workers: SplitWorkers): ResolvedWorkers {
  const { threads = Math.max(availableParallelism() - 1, 1), minTextLength = 100_000, memoryLimit } = workers;
  check("threads", threads, 1);
  check("minTextLength", minTextLength, 0);
  if (memoryLimit !== undefined) check("memoryLimit", memoryLimit, 1);
  return { threads, minTextLength, memoryLimit };
}

function check(name: string, value: unknown, least: number): void {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return;
  throw new SplitterError(`workers.${name} must be a whole number, ${least} or more, but is ${String(value)}.`, {
    code: "SPLIT_OPTIONS_INVALID",
    hint: "Leave it out for the default.",
  });
}
