import type { ContextKey } from "@coco/connectorkit";
import type { ExceptionHandler, HandlerChain } from "../component/exception-handlers.ts";
import { checkSinkTimeout } from "../app/sink-timeout.ts";
import type { Duration } from "../deadline/duration.ts";
import { AppError } from "../errors/app-error.ts";
import { checkOptions } from "../internal/check-options.ts";
import { requireFunction } from "../internal/require-function.ts";
import type { PackageTracking } from "../logic/package-rule.ts";
import { parkInPoolThread } from "../runner/parking.ts";
import { poolThread } from "../runner/pool-thread.ts";
import { checkTelemetry, type TelemetryOptions } from "../telemetry/telemetry-options.ts";
import { ContextValues } from "./context-values.ts";
import { OpenStores, type StoreInUse } from "./open-stores.ts";

/** What a lifespan function is given to set an environment up. */
export interface EnvironmentBuilder {
  /** Provides the value of a context key to all apps of the environment. */
  provide<T>(key: ContextKey<T>, value: NoInfer<T>): void;
  /** Runs `f` when the environment stops, the last one first. */
  defer(f: () => unknown): void;
  /** Takes failures that no handler further in took. Of several the last one set is asked first. */
  onException(handler: ExceptionHandler): void;
}

/** Sets an environment up; what it returns is called when the environment stops. */
export type Lifespan = (environment: EnvironmentBuilder) => unknown;

export interface EnvironmentOptions {
  /** Default "default". */
  readonly name?: string;
  /** The file of the state store. Default: `COCO_DB` (default environment only), else `.coco/state.db` in the package of the app's file. */
  readonly storePath?: string;
  /** The most components in flight at once. Default: `COCO_MAX_IN_FLIGHT`, else 1024. */
  readonly maxInFlight?: number;
  /**
   * The most time for one call of a sink, which applies a batch of writes. A call that takes longer is told to stop and
   * fails its batch; the next update tries it again. Default: 5 minutes.
   */
  readonly sinkTimeout?: Duration;
  /**
   * What of a package under `node_modules` counts as the logic of functions that use it: its `coco.logicVersion` or
   * major version ("major", the default), its exact version, or nothing.
   */
  readonly packageTracking?: PackageTracking;
  /**
   * What of the updates is told where the process has an OpenTelemetry SDK: all (`true`, the default), nothing, or all but the
   * spans of single components or calls. Without an SDK it does nothing.
   */
  readonly telemetry?: boolean | TelemetryOptions;
  /** Takes lines for the log. Default: standard error. */
  readonly log?: (line: string) => void;
}

/** Settings, a lifespan and provided values that several apps share. */
export class Environment {
  readonly name: string;
  readonly options: EnvironmentOptions;
  readonly values: ContextValues = new ContextValues();
  readonly #lifespans: Lifespan[] = [];
  readonly #deferred: (() => unknown)[] = [];
  readonly #stores: OpenStores = new OpenStores();
  #handlers: HandlerChain | undefined;
  #started: Promise<void> | undefined;
  #stopping: Promise<void> = Promise.resolve();
  #users = 0;

  /** @throws AppError (`OPTIONS`) for an option that is unknown or cannot work. */
  constructor(options: EnvironmentOptions = {}) {
    checkOptions(options, "environment", {
      name: "string",
      storePath: "string",
      maxInFlight: "count",
      sinkTimeout: "any", // checked as a duration
      packageTracking: ["major", "exact", "none"],
      telemetry: "any", // checked below
      log: "function",
    });
    checkTelemetry(options.telemetry, "environment");
    checkSinkTimeout(options.sinkTimeout, "environment");
    this.name = options.name ?? "default";
    this.options = options;
  }

  get handlers(): HandlerChain | undefined {
    return this.#handlers;
  }

  get log(): (line: string) => void {
    return this.options.log ?? ((line) => void process.stderr.write(`${line}\n`));
  }

  addLifespan(lifespan: Lifespan): void {
    requireFunction(lifespan, "lifespan", "lifespan(async (env) => { env.provide(KEY, value); })");
    if (this.#started !== undefined) {
      throw new AppError(`A lifespan was added to environment "${this.name}" after it had started.`, {
        code: "LIFESPAN_TOO_LATE",
        hint: "Call lifespan(...) at the top of a module, before app.update() or start().",
      });
    }
    this.#lifespans.push(lifespan);
  }

  /** Starts the environment if it is not; it stays until everybody who did so has called `release`. */
  async acquire(): Promise<void> {
    if (poolThread !== undefined) await parkInPoolThread();
    this.#users += 1;
    this.#started ??= this.#stopping.then(() => this.#start());
    try {
      await this.#started;
    } catch (error) {
      await this.release().catch((second: unknown) => this.log(`Environment "${this.name}": ${String(second)}`));
      throw error;
    }
  }

  async release(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    const stopped = this.#stop();
    this.#stopping = stopped.catch(() => undefined); // said to who releases it; the next start waits for the end
    await stopped;
  }

  /** Opens the store at `path`, locked. `release` when done. */
  openStore(path: string): Promise<StoreInUse> {
    return this.#stores.use(path);
  }

  async #start(): Promise<void> {
    let over = false;
    const inTime = (what: string): void => {
      if (!over) return;
      throw new AppError(`env.${what} was called after the lifespan of environment "${this.name}" had ended.`, {
        code: "LIFESPAN_OVER",
        hint: "Await in the lifespan whatever it starts: apps run as soon as it has ended.",
      });
    };
    const builder: EnvironmentBuilder = {
      provide: (key, value) => {
        inTime("provide");
        this.values.provide(key, value);
      },
      defer: (f) => {
        requireFunction(f, "env.defer", "env.defer(() => connection.close())");
        this.#deferred.push(f);
      },
      onException: (handler) => {
        inTime("onException");
        requireFunction(handler, "env.onException", "env.onException((error, context) => { … })");
        this.#handlers = { handler, outer: this.#handlers };
      },
    };
    try {
      for (const lifespan of this.#lifespans) {
        const end: unknown = await lifespan(builder);
        if (typeof end === "function") this.#deferred.push(end as () => unknown);
      }
    } finally {
      over = true;
    }
  }

  async #stop(): Promise<void> {
    this.#started = undefined;
    this.#handlers = undefined;
    this.values.clear();
    const errors: unknown[] = [];
    for (const f of this.#deferred.splice(0).reverse()) {
      try {
        await f();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, `Environment "${this.name}" did not stop cleanly.`);
  }
}
