import { currentDeadline, elsewhere } from "../deadline/current-deadline.ts";
import { type Duration, millisecondsOf } from "../deadline/duration.ts";
import { AppError } from "../errors/app-error.ts";
import { currentScope } from "../internal/scope.ts";
import { defaultEnvironment } from "../environment/default-environment.ts";
import type { Environment } from "../environment/environment.ts";
import type { EventListener } from "../event/run-event.ts";
import { type LiveOptions, livePauses } from "../live/live-options.ts";
import type { TelemetryOptions } from "../telemetry/telemetry-options.ts";
import { registerApp } from "./app-registry.ts";
import { checkAppOptions, checkDropOptions, checkPreviewOptions, checkUpdateOptions } from "./check-app-options.ts";
import { definingPlace } from "./defining-place.ts";
import { dropApp } from "./drop.ts";
import { type PreviewOptions, previewApp, type UpdatePlan } from "./preview.ts";
import { runUpdate } from "./run-update.ts";
import { checkSinkTimeout } from "./sink-timeout.ts";
import { UpdateHandle } from "./update-handle.ts";
import type { ComponentFailure, UpdateReport } from "./update-report.ts";

export interface AppOptions {
  /** The identity of the app in its store. */
  readonly name: string;
  /** Default: the default environment. */
  readonly environment?: Environment;
  /** The most components in flight at once. Default: the environment's. */
  readonly maxInFlight?: number;
  /**
   * The most time for one call of a sink, which applies a batch of writes. A call that takes longer is told to stop and
   * fails its batch; the next update tries it again. Default: the environment's.
   */
  readonly sinkTimeout?: Duration;
  /** What is told to an OpenTelemetry SDK. Default: as the environment says. */
  readonly telemetry?: boolean | TelemetryOptions;
}

export interface UpdateOptions<P extends object = object> {
  /**
   * Keep following the sources that tell of changes, once everything is up to date, until the `signal` ends it. Default
   * false: sources are looked through once.
   */
  readonly live?: boolean | LiveOptions;
  /** Ignore all memos and write every target state again. Default false. */
  readonly fullReprocess?: boolean;
  /** `"throw"` (default): reject when something failed that no handler took; `"report"`: resolve with the report. */
  readonly failures?: "throw" | "report";
  /** Whether failures that no handler took are logged as they come, besides standing in the report. Default true. */
  readonly logFailures?: boolean;
  /** Told of each failure as it comes, also of one that a handler took: what stands in the report at the end. */
  readonly onFailure?: (failure: ComponentFailure) => void;
  /** Stops the run: no new work is begun, writes in progress finish. */
  readonly signal?: AbortSignal;
  /** Told of all that the run does and of what it finds unchanged, with reasons, as it happens. */
  readonly onEvent?: EventListener;
  /**
   * The most time for the update, from its start. When it has passed, the run is stopped as by the `signal`, and the
   * update rejects with a `TimeoutError`; the next update goes on from there. Default: none, or that of the `timeout()`
   * around.
   */
  readonly timeout?: Duration;
  /**
   * The most time for one call of a sink, which applies a batch of writes. A call that takes longer is told to stop and
   * fails its batch; the next update tries it again. Default: the app's.
   */
  readonly sinkTimeout?: Duration;
  /** In place of the app's own parameters, one by one. */
  readonly params?: Partial<P>;
}

export interface DropOptions {
  /** As for `update`. Default true. */
  readonly logFailures?: boolean;
  readonly signal?: AbortSignal;
  /** As for `update`. */
  readonly onEvent?: EventListener;
}

/** A deployable unit: a function that declares what targets should hold, under a name that identifies its state. */
export class App<P extends object, R> {
  readonly name: string;
  readonly environment: Environment;
  readonly params: P;
  readonly main: (params: P) => R | Promise<R>;
  readonly options: AppOptions;
  /** The file that called `app(...)`, where that can be told. */
  readonly file: string | undefined;

  constructor(options: AppOptions, main: (params: P) => R | Promise<R>, params: P, file: string | undefined) {
    this.name = options.name;
    this.options = options;
    this.environment = options.environment ?? defaultEnvironment();
    this.main = main;
    this.params = params;
    this.file = file;
  }

  /** Brings the targets up to date. Starts when it is awaited or watched. */
  update(options: UpdateOptions<P> & { readonly failures: "report" }): UpdateHandle<UpdateReport<R>>;
  update(options?: UpdateOptions<P>): UpdateHandle<R>;
  update(options: UpdateOptions<P> = {}): UpdateHandle<R> | UpdateHandle<UpdateReport<R>> {
    checkUpdateOptions(options);
    livePauses(options.live);
    if (options.timeout !== undefined) millisecondsOf(options.timeout, "update({ timeout })");
    checkSinkTimeout(options.sinkTimeout, "update");
    return new UpdateHandle<never>(
      (watcher, deadline) => runUpdate(this, options, watcher, deadline) as Promise<never>,
      (value) => (options.failures === "report" ? (value as UpdateReport<R>).status : "done"),
    );
  }

  /** What an update would change, and why. Writes nothing; functions whose results are stale do run, unless told not to. */
  async preview(options: PreviewOptions<P> = {}): Promise<UpdatePlan> {
    checkPreviewOptions(options);
    const deadline = currentDeadline();
    return elsewhere(() => previewApp(this, options, deadline));
  }

  /**
   * Deletes everything that the app ever wrote and all that is stored of it. Never calls the app's function. An update
   * that is going on in this process is stopped first. A `timeout()` around does not end it.
   */
  async drop(options: DropOptions = {}): Promise<UpdateReport<undefined>> {
    checkDropOptions(options);
    if (currentScope()?.run.appName === this.name) {
      throw new AppError(`App "${this.name}" was to be dropped by its own function.`, {
        code: "DROPPED_BY_ITSELF",
        hint: "Drop it when the update is over.",
      });
    }
    return elsewhere(() => dropApp(this, options));
  }
}

/**
 * Defines an app. `main` receives `params`; `update({ params })` and the command line can replace single ones.
 */
export function app<P extends object, R>(
  nameOrOptions: string | AppOptions,
  main: (params: P) => R | Promise<R>,
  params: NoInfer<P>,
): App<P, Awaited<R>>;
export function app<R>(nameOrOptions: string | AppOptions, main: () => R | Promise<R>): App<object, Awaited<R>>;
export function app(
  nameOrOptions: string | AppOptions,
  main: (params: never) => unknown,
  params: object = {},
): App<object, unknown> {
  const options = typeof nameOrOptions === "string" ? { name: nameOrOptions } : nameOrOptions;
  checkAppOptions(options, main, params);
  const place = definingPlace();
  const made = new App<object, unknown>(options, main as (params: object) => unknown, params, place?.file);
  registerApp(made, place?.text);
  return made;
}
