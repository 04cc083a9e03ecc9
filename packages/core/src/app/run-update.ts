import type { Deadline } from "../deadline/deadline.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import { UpdateFailedError } from "../errors/update-failed-error.ts";
import { componentKey } from "../component/component-path.ts";
import { callSettled } from "../component/on-settled.ts";
import { mountedFunction } from "../component/mounted-function.ts";
import { type ComponentRequest, executeComponent, prepareComponent } from "../component/run-component.ts";
import { livePauses } from "../live/live-options.ts";
import { LiveSession } from "../live/live-session.ts";
import type { RunStats } from "../progress/run-stats.ts";
import { settleRemovals } from "../target-state/settle.ts";
import type { App, UpdateOptions } from "./app.ts";
import { withRun } from "./open-run.ts";
import type { Run } from "./run.ts";
import { UpdateLimit } from "./update-limit.ts";
import type { UpdateReport } from "./update-report.ts";

/** Told how far an update has come. */
export interface UpdateWatcher {
  readonly onRun: (stats: RunStats) => void;
  /** Everything is up to date; a live update goes on. */
  readonly onReady: () => void;
}

/** One update of an app. */
export async function runUpdate<P extends object, R>(
  app: App<P, R>,
  options: UpdateOptions<P>,
  { onReady, onRun }: UpdateWatcher,
  around: Deadline | undefined,
): Promise<R | UpdateReport<R>> {
  const follows = options.live !== undefined && options.live !== false;
  const live = new LiveSession(follows, livePauses(options.live));
  const limit = new UpdateLimit({ app: app.name, timeout: options.timeout, around, signal: options.signal });
  // Judged before the environment ends, so that an error of that does not take its place.
  const judged = (report: UpdateReport<R>, signal: AbortSignal): R | UpdateReport<R> => {
    if (options.failures === "report") return report;
    if (limit.deadline?.passed && !options.signal?.aborted)
      throw limit.error(report.failures.length > 0 ? new UpdateFailedError(report) : undefined);
    if (report.status === "stopped") throw stoppedError(app.name, "the update", signal);
    if (report.status === "failed") throw new UpdateFailedError(report);
    return report.result as R;
  };
  return withRun(
    app as unknown as App<object, unknown>,
    {
      what: "updated",
      signal: limit.signal,
      logFailures: options.logFailures,
      sinkTimeout: options.sinkTimeout,
      onEvent: options.onEvent,
      onFailure: options.onFailure,
      reprocessing: options.fullReprocess ?? false,
      onRun,
      live,
    },
    async (run) => {
      const { signal } = run;
      const first = updateOnce(run, app, { ...app.params, ...options.params }, limit);
      const report = await followOn(live, first, signal, onReady);
      return judged(report, signal);
    },
  ).finally(() => limit.release());
}

/** What comes after the first run: everything is up to date, and stays so until there is nothing to follow. */
async function followOn<R>(
  live: LiveSession,
  first: Promise<UpdateReport<R>>,
  signal: AbortSignal,
  onReady: () => void,
): Promise<UpdateReport<R>> {
  let report: UpdateReport<R>;
  try {
    report = await first;
    await live.firstIsOver();
    const mayGoOn = !signal.aborted && !report.failures.some(({ kind }) => kind === "root");
    if (mayGoOn && live.follows) {
      onReady();
      await live.untilOver(signal);
    }
  } finally {
    await live.stop();
  }
  return live.follows ? { ...report, ...live.outcome(report, signal) } : report;
}

/** The function from the root, then the end of the run. */
export async function updateOnce<P extends object, R>(
  run: Run,
  app: App<P, R>,
  params: P,
  limit: Partial<Pick<UpdateLimit, "deadline" | "check">>,
): Promise<UpdateReport<R>> {
  let result: R | undefined;
  if (run.reprocessing) {
    run.lostOwners.adoptsStray = true;
    await run.lostOwners.mend();
  }
  const ended = await runRoot(run, app, params, limit.deadline, (value) => {
    result = value;
  });
  // A run that broke off, or whose store failed, has not seen everything: what it did not come to must not be deleted.
  const complete = ended && run.storeFailure === undefined;
  if (complete) {
    await settleRemovals(run);
    await run.sinks.settle((sink, error) => run.failures.log(`${sink.name}: upkeep failed: ${textOf(error)}`));
    await run.state.deleteUnusedAppMemos();
  }
  if (complete && !run.signal.aborted) await callSettled(run.settledCalls);
  run.deadLetters.strikeOut(run.presence, complete && !run.signal.aborted);
  await run.finish();
  limit.check?.();
  await reportStoreFailure(run);
  return reportOf(run, result);
}

/** A failure of the store fails the run, also where the app's code took no notice of it. */
async function reportStoreFailure({ failures, storeFailure }: Run): Promise<void> {
  if (storeFailure === undefined || failures.list.some(({ error }) => error === storeFailure.error)) return;
  await failures.report({
    error: storeFailure.error,
    path: [],
    functionName: undefined,
    kind: "root",
    handlers: undefined,
  });
}

async function runRoot<P extends object, R>(
  run: Run,
  app: App<P, R>,
  params: P,
  deadline: Deadline | undefined,
  onValue: (value: R) => void,
): Promise<boolean> {
  const key = componentKey([]);
  const request: ComponentRequest = {
    run,
    parent: undefined,
    path: [],
    key,
    mounted: mountedFunction(run, app.main, "app"),
    args: [params],
    handlers: run.failures.environmentHandlers,
    wantsValue: true,
    deadline,
  };
  try {
    const [bytes] = await run.state.read("component", [key]);
    const prepared = await prepareComponent(request, bytes);
    onValue((await executeComponent(request, prepared, false)) as R);
    return !run.signal.aborted;
  } catch (error) {
    await run.failures.report({
      error,
      path: [],
      functionName: request.mounted.name,
      kind: "root",
      handlers: undefined,
    });
    return false;
  }
}

/** What a run did, when it is over. */
export function reportOf<R>(run: Run, result: R | undefined): UpdateReport<R> {
  const failures = run.failures.list;
  return {
    app: run.appName,
    status: run.signal.aborted ? "stopped" : failures.some((failure) => !failure.handled) ? "failed" : "done",
    result,
    failures,
    stats: run.stats.snapshot(),
  };
}

/** What was asked for was stopped by its signal. */
export function stoppedError(app: string, what: string, signal: AbortSignal | undefined): CancelledError {
  return new CancelledError(`${app}: ${what} was stopped.`, {
    code: "CANCELLED",
    cause: signal?.reason,
    hint: "What was done is kept; the next one goes on from here.",
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
