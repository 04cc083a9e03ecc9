import { UpdateFailedError } from "../errors/update-failed-error.ts";
import { componentKey } from "../component/component-path.ts";
import { removalChange } from "../target-state/removal.ts";
import { settleRemovals } from "../target-state/settle.ts";
import type { App, DropOptions } from "./app.ts";
import { withRun } from "./open-run.ts";
import { reportOf, stoppedError } from "./run-update.ts";
import type { UpdateReport } from "./update-report.ts";

/**
 * Deletes all target states of an app and all that is stored of it (rule T10). When a deletion fails, its tracking
 * stays for the next drop, and this rejects.
 */
export async function dropApp<P extends object, R>(
  app: App<P, R>,
  options: DropOptions,
): Promise<UpdateReport<undefined>> {
  return withRun(
    app as unknown as App<object, unknown>,
    {
      what: "dropped",
      signal: options.signal,
      logFailures: options.logFailures,
      onEvent: options.onEvent,
      reprocessing: false,
    },
    async (run, state) => {
      const root = componentKey([]);
      const [bytes] = await state.read("component", [root]);
      if (bytes !== undefined) await state.commit([removalChange(root, "component", run.leftovers.mayBeGone(root))]);
      await settleRemovals(run);
      await run.sinks.settle((sink, error) => run.failures.log(`${sink.name}: upkeep failed: ${String(error)}`));
      await run.commits.flush();
      const report = reportOf(run, undefined);
      if (report.status === "stopped") throw stoppedError(app.name, "the drop", options.signal);
      if (report.failures.length > 0) throw new UpdateFailedError(report);
      if (run.storeFailure !== undefined) throw run.storeFailure.error; // not all of it is known to be gone
      await state.clear();
      return report;
    },
  );
}
