import { UpdateFailedError } from "../errors/update-failed-error.ts";
import { AppError } from "../errors/app-error.ts";
import { componentKey, pathIfReadable } from "../component/component-path.ts";
import { type AppState, pagesOf } from "../store/index.ts";
import { removalChange } from "../target-state/removal.ts";
import { settleDrop } from "../target-state/settle.ts";
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
      // Durable with the mark that something is deleted: until then everything is there.
      if (bytes !== undefined)
        await state.commit([removalChange(root, "component", run.leftovers.mayBeGone(root))], "later");
      run.lostOwners.adoptsStray = true;
      let everything = await settleDrop(run);
      // What no component above is known to have mounted (the store was damaged) was not come to.
      if (!everything && run.failures.list.length === 0 && !run.signal.aborted && (await planTheRest(state)))
        everything = await settleDrop(run);
      await run.sinks.settle((sink, error) => run.failures.log(`${sink.name}: upkeep failed: ${String(error)}`));
      await run.commits.flush();
      const report = reportOf(run, undefined);
      if (report.status === "stopped") throw stoppedError(app.name, "the drop", options.signal);
      if (report.failures.length > 0) throw new UpdateFailedError(report);
      if (run.storeFailure !== undefined) throw run.storeFailure.error; // not all of it is known to be gone
      if (!everything && (await isLeft(state))) throw notAll(app.name);
      await state.clear();
      return report;
    },
  );
}

/** Plans the deletion of the components that are still stored; false when there are none. */
async function planTheRest(state: AppState): Promise<boolean> {
  if (!(await isLeft(state))) return false;
  for await (const page of pagesOf(state, "component"))
    await state.commit(
      page
        .filter(({ key }) => pathIfReadable(key) !== undefined)
        .map(({ key }) => removalChange(key, "component", true)),
    );
  return true;
}

async function isLeft(state: AppState): Promise<boolean> {
  for await (const page of pagesOf(state, "component"))
    if (page.some(({ key }) => pathIfReadable(key) !== undefined)) return true;
  return false;
}

function notAll(app: string): AppError {
  return new AppError(`Not all that app "${app}" wrote could be deleted: components of it are still stored.`, {
    code: "NOT_DROPPED",
    hint: "What is known of them is kept. inspect(...).app(...).check() says what is wrong; then drop it again.",
  });
}
