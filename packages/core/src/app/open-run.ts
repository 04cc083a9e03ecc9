import type { Duration } from "../deadline/duration.ts";
import { AppError } from "../errors/app-error.ts";
import { defaultEnvironment } from "../environment/default-environment.ts";
import type { Environment } from "../environment/environment.ts";
import type { EventListener } from "../event/run-event.ts";
import { storePathFor } from "../environment/store-path.ts";
import { closing } from "../internal/closing.ts";
import { functionRegistry } from "../internal/engine.ts";
import type { RunStats } from "../progress/run-stats.ts";
import type { AppState } from "../store/index.ts";
import { telemetryFor, traced } from "../telemetry/traced.ts";
import type { UpdateTracing } from "../telemetry/tracing.ts";
import type { App } from "./app.ts";
import { Failures } from "./failures.ts";
import type { PlanRecorder } from "./plan-recorder.ts";
import type { LiveSession } from "../live/live-session.ts";
import { Run } from "./run.ts";
import type { RunShared } from "./run-shared.ts";
import { sinkTimeoutOf } from "./sink-timeout.ts";
import type { ComponentFailure } from "./update-report.ts";

const DEFAULT_IN_FLIGHT = 1024;

export interface NewRunOptions {
  readonly signal: AbortSignal | undefined;
  readonly reprocessing: boolean;
  readonly plan?: PlanRecorder;
  readonly logFailures?: boolean | undefined;
  readonly sinkTimeout?: Duration | undefined;
  readonly onEvent?: EventListener | undefined;
  readonly onFailure?: ((failure: ComponentFailure) => void) | undefined;
  readonly telemetry?: UpdateTracing | undefined;
  readonly live?: LiveSession | undefined;
  readonly shared?: RunShared | undefined;
}

export interface OpenRunOptions extends NewRunOptions {
  /** What is done with the app, for messages. */
  readonly what: "updated" | "dropped";
  readonly onRun?: ((stats: RunStats) => void) | undefined;
}

/** Something that goes on with an app. */
interface Ongoing {
  readonly what: OpenRunOptions["what"];
  readonly controller: AbortController;
  readonly over: Promise<void>;
}

const running = new WeakMap<Environment, Map<string, Ongoing>>();

/** Starts the environment, opens the store, and lets `work` have a run; closes everything whatever comes. */
export async function withRun<T>(
  app: App<object, unknown>,
  options: OpenRunOptions,
  work: (run: Run, state: AppState) => Promise<T>,
): Promise<T> {
  const { environment } = app;
  const ongoing = running.get(environment) ?? new Map<string, Ongoing>();
  running.set(environment, ongoing);
  for (let other = ongoing.get(app.name); other !== undefined; other = ongoing.get(app.name)) {
    // An update need not end for its app to be dropped: what it does would be deleted next.
    if (options.what === "updated" || other.what === "dropped") throw busy(app, other);
    other.controller.abort(new AppError(`App "${app.name}" is dropped.`, { code: "APP_DROPPED" }));
    await other.over;
  }
  const controller = new AbortController();
  const over = Promise.withResolvers<void>();
  ongoing.set(app.name, { what: options.what, controller, over: over.promise });
  const stop = (): void => controller.abort(options.signal?.reason);
  if (options.signal?.aborted) stop();
  else options.signal?.addEventListener("abort", stop, { once: true });
  try {
    await environment.acquire();
    return await closing(
      () => environment.release(),
      environment.log,
      async () => {
        const { store, release } = await environment.openStore(statePathOf(app));
        return closing(release, environment.log, async () => {
          const state = await store.app(app.name);
          const telemetry = telemetryFor(app);
          const runOptions = { ...options, signal: controller.signal, telemetry };
          const run = newRun(app, state, runOptions);
          options.live?.begin(run, furtherRuns(app, state, runOptions, run.shared));
          options.onRun?.(run.stats);
          return traced(run, telemetry, options.what, async () => {
            await run.load(options.what === "dropped" ? "no functions" : "functions");
            return work(run, state);
          });
        });
      },
    );
  } finally {
    options.signal?.removeEventListener("abort", stop);
    ongoing.delete(app.name);
    over.resolve();
  }
}

/** Makes the runs of a live update that come after the first one, or go on beside it. */
function furtherRuns(app: App<object, unknown>, state: AppState, options: NewRunOptions, shared: RunShared): () => Run {
  return () => {
    const run = newRun(app, state, { ...options, reprocessing: false, shared });
    run.telemetry = options.telemetry?.beginRun("live update");
    return run;
  };
}

function busy(app: App<object, unknown>, { what }: Ongoing): AppError {
  return new AppError(`App "${app.name}" is being ${what} already in this process.`, {
    code: "APP_BUSY",
    hint: `Await that before starting another.`,
  });
}

/** A run of an app over a state. */
export function newRun(app: App<object, unknown>, state: AppState, options: NewRunOptions): Run {
  const { environment } = app;
  const signal = options.signal ?? new AbortController().signal;
  return new Run({
    appName: app.name,
    appFile: app.file,
    state,
    functions: functionRegistry(environment.options.packageTracking),
    values: environment.values,
    failures: new Failures({
      app: app.name,
      environment: environment.name,
      handlers: environment.handlers,
      log: environment.log,
      signal,
      logFailures: options.logFailures ?? true,
      onFailure: options.onFailure,
    }),
    signal,
    maxInFlight: limitOf(app),
    sinkTimeout: sinkTimeoutOf(app, options.sinkTimeout),
    reprocessing: options.reprocessing,
    onEvent: options.onEvent,
    telemetry: options.telemetry,
    live: options.live,
    shared: options.shared,
    ...(options.plan === undefined ? {} : { plan: options.plan }),
  });
}

/** The file of an app's state store. */
export function statePathOf(app: App<object, unknown>): string {
  const { environment, file, name } = app;
  const path = storePathFor(file, environment.options.storePath, environment === defaultEnvironment());
  if (path !== undefined) return path;
  throw new AppError(`It is not known where the state of app "${name}" is to be stored.`, {
    code: "NO_STORE_PATH",
    hint: "Set COCO_DB, or give the environment a storePath.",
  });
}

function limitOf(app: App<object, unknown>): number {
  const limit = app.options.maxInFlight ?? app.environment.options.maxInFlight ?? limitFromVariable();
  if (!Number.isInteger(limit) || limit < 1) {
    throw new AppError(`The most components in flight must be a whole number above 0, not ${String(limit)}.`, {
      code: "MAX_IN_FLIGHT",
      hint: `Leave it out for ${DEFAULT_IN_FLIGHT}.`,
    });
  }
  return limit;
}

function limitFromVariable(): number {
  const given = process.env["COCO_MAX_IN_FLIGHT"];
  return given === undefined || given === "" ? DEFAULT_IN_FLIGHT : Number(given);
}
