import type { Run } from "../app/run.ts";
import type { RunEnd } from "./tracing.ts";

/** How a run has ended, when it has. */
export function endOf({ failures, signal, stats, storeFailure }: Run): RunEnd {
  if (storeFailure !== undefined) return { thrown: storeFailure.error };
  const failed = failures.list.some(({ handled }) => !handled);
  return { status: signal.aborted ? "stopped" : failed ? "failed" : "done", stats: stats.snapshot() };
}
