import type { Deadline } from "../deadline/deadline.ts";
import { OverlayState } from "../store/overlay-state.ts";
import { openStateStore, type StateStore, StoreNotFoundError } from "../store/index.ts";
import { closing } from "../internal/closing.ts";
import type { UpdateStats } from "../progress/update-stats.ts";
import type { App } from "./app.ts";
import { newRun, statePathOf } from "./open-run.ts";
import { type PlanEntry, PlanRecorder, type PlannedRun } from "./plan-recorder.ts";
import { reportOf, updateOnce } from "./run-update.ts";
import type { ComponentFailure } from "./update-report.ts";

export interface PreviewOptions<P extends object = object> {
  /** `false`: memoized components whose results are stale are listed and not run. Default true. */
  readonly run?: boolean;
  readonly fullReprocess?: boolean;
  readonly params?: Partial<P>;
  readonly signal?: AbortSignal;
}

/** What an update would do. */
export interface UpdatePlan {
  readonly app: string;
  /** In the order in which they would be made. */
  readonly changes: readonly PlanEntry[];
  /** Components that would run; only with `run: false`, for otherwise they did, and `stats` counts them. */
  readonly wouldRun: readonly PlannedRun[];
  readonly failures: readonly ComponentFailure[];
  /** What ran to find out, by function: stale functions do run, and may cost. */
  readonly stats: UpdateStats;
}

/**
 * Runs an app as an update would, over a snapshot of its state, and writes nothing: neither targets nor state
 * (rule T9). No lock is taken, so it can be asked beside a running update.
 */
export async function previewApp<P extends object, R>(
  app: App<P, R>,
  options: PreviewOptions<P>,
  deadline: Deadline | undefined,
): Promise<UpdatePlan> {
  const { environment } = app;
  await environment.acquire();
  return closing(
    () => environment.release(),
    environment.log,
    async () => {
      const store = await openSnapshot(statePathOf(app as unknown as App<object, unknown>));
      return closing(
        () => store.close(),
        environment.log,
        async () => {
          const state = new OverlayState(await store.app(app.name));
          const plan = new PlanRecorder(options.run === false);
          const run = newRun(app as unknown as App<object, unknown>, state, {
            signal: options.signal,
            reprocessing: options.fullReprocess ?? false,
            plan,
          });
          await run.load();
          await updateOnce(run, app, { ...app.params, ...options.params }, { deadline });
          const { failures, stats } = reportOf(run, undefined);
          return { app: app.name, changes: plan.entries, wouldRun: plan.wouldRun, failures, stats };
        },
      );
    },
  );
}

async function openSnapshot(path: string): Promise<StateStore> {
  try {
    return await openStateStore({ path, readOnly: true, snapshot: true });
  } catch (error) {
    if (StoreNotFoundError.isInstance(error)) return openStateStore({ path: ":memory:" }); // the first run is still to come
    throw error;
  }
}
