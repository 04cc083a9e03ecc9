import { CocoError, equalKeys, type StableKey } from "@coco/connectorkit";
import {
  type FailureKind,
  type HandlerChain,
  type HandlingOutcome,
  handleFailure,
} from "../component/exception-handlers.ts";
import { type ComponentPath, formatPath } from "../component/component-path.ts";
import type { Component } from "../component/component.ts";
import type { ComponentRequest } from "../component/run-component.ts";
import type { NewFailure } from "../dead-letter/dead-letters.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import type { FollowedLevel } from "../live/followed-level.ts";
import { currentScope, runInScope } from "../internal/scope.ts";
import { readableError } from "./readable-error.ts";
import { StoppedAtMiss } from "./stopped-at-miss.ts";
import type { ComponentFailure } from "./update-report.ts";

/** Where an error first came up: the deepest component that it passed through. */
interface Origin {
  readonly path: ComponentPath;
  readonly functionName: string | undefined;
}

export interface FailedWork {
  readonly error: unknown;
  readonly path: ComponentPath;
  /** What mounted the work, and counts it among what is not done: until the handlers have had the failure. */
  readonly mountedBy?: Component | undefined;
  readonly functionName: string | undefined;
  readonly kind: FailureKind;
  readonly handlers: HandlerChain | undefined;
  /** What a live update would do again. */
  readonly again?: FailedComponent | undefined;
  /** Of a deletion: the key of the component under which it is planned. */
  readonly removal?: Uint8Array | undefined;
  /** Of a look through a live source that broke off: the level. */
  readonly scan?: FollowedLevel | undefined;
}

/** A component that can be run once more as it was mounted. */
type FailedComponent = Pick<ComponentRequest, "args" | "handlers" | "key" | "mounted" | "path">;

/** What becomes of work that failed in a live update. */
export interface NextAttempt {
  /** Whether it is tried again at once: then it has not failed yet. */
  readonly soon: boolean;
  readonly at: Date | undefined;
}

export interface FailuresOptions {
  readonly app: string;
  readonly environment: string;
  /** The handlers of the environment. */
  readonly handlers: HandlerChain | undefined;
  readonly log: (line: string) => void;
  /** Aborted when the run is to stop: what breaks off then has not failed. */
  readonly signal: AbortSignal;
  /** Whether failures that no handler took are logged as they come. */
  readonly logFailures: boolean;
  /** Told of each failure when the handlers have had it. */
  readonly onFailure?: ((failure: ComponentFailure) => void) | undefined;
}

/** Collects what failed in a run, and lets the handlers have it first. */
export class Failures {
  readonly #app: string;
  readonly #environment: string;
  readonly #environmentHandlers: HandlerChain | undefined;
  readonly log: (line: string) => void;
  readonly #origins = new WeakMap<object, Origin>();
  readonly list: ComponentFailure[] = [];
  /** Told of every failure, when the handlers have had it. */
  onNoted: ((failure: NewFailure, noted: ComponentFailure) => void) | undefined;
  /** Asked of every failure before the handlers have it. */
  onFailing: ((work: FailedWork) => NextAttempt | undefined) | undefined;

  readonly #logsFailures: boolean;
  readonly #onFailure: FailuresOptions["onFailure"];
  readonly #signal: AbortSignal;

  constructor(options: FailuresOptions) {
    this.#app = options.app;
    this.#environment = options.environment;
    this.#environmentHandlers = options.handlers;
    this.log = options.log;
    this.#logsFailures = options.logFailures;
    this.#onFailure = options.onFailure;
    this.#signal = options.signal;
  }

  get environmentHandlers(): HandlerChain | undefined {
    return this.#environmentHandlers;
  }

  /** Remembers the component that an error comes from, while it travels to whoever takes it. */
  noteOrigin(error: unknown, path: ComponentPath, functionName: string | undefined): void {
    if (typeof error === "object" && error !== null && !this.#origins.has(error)) {
      this.#origins.set(error, { path, functionName });
    }
  }

  /** Where an error came up: in the work itself or beneath it. Several components may fail with one error: of a batch. */
  #originOf(work: FailedWork): Origin {
    const origin = typeof work.error === "object" && work.error !== null ? this.#origins.get(work.error) : undefined;
    return origin !== undefined && isBeneath(origin.path, work.path) ? origin : work;
  }

  #tell(failure: ComponentFailure): void {
    try {
      this.#onFailure?.(failure);
    } catch (error) {
      this.log(`${this.#app}: the listener for failures failed: ${saidBy(error)}`);
    }
  }

  /** Offers a failure to the handlers, and notes it. */
  async report(reported: FailedWork): Promise<HandlingOutcome> {
    if (reported.error instanceof StoppedAtMiss) return { handled: true, anyHandler: false };
    const work = { ...reported, error: readableError(reported.error) };
    if (this.#signal.aborted && CancelledError.isInstance(work.error)) return { handled: true, anyHandler: false };
    const next = this.onFailing?.(work);
    if (next?.soon) return { handled: true, anyHandler: false };
    const { path, functionName } = this.#originOf(work);
    const outcome = await whileHandling(work, () =>
      handleFailure(work.handlers, work.error, {
        environment: this.#environment,
        app: this.#app,
        path,
        displayPath: formatPath(path),
        functionName,
        kind: work.kind,
      }),
    );
    const failedHandler = failureOfHandler(work.error, outcome);
    const noted: ComponentFailure = {
      path: formatPath(path),
      functionName,
      kind: work.kind,
      error: work.error,
      handled: outcome.handled,
      ...(failedHandler === undefined ? {} : { handlerError: failedHandler.error }),
    };
    this.list.push(noted);
    this.#tell(noted);
    const { handled } = outcome;
    this.onNoted?.({ path, functionName, kind: work.kind, handled, error: work.error, nextAttempt: next?.at }, noted);
    if (!outcome.handled && this.#logsFailures)
      this.log(`${this.#app}: ${path.length === 0 ? "" : `${formatPath(path)} `}failed: ${saidBy(work.error)}`);
    if (failedHandler !== undefined)
      this.log(`${this.#app}: the exception handler for ${formatPath(path)} failed: ${saidBy(failedHandler.error)}`);
    return outcome;
  }
}

/** Calls the handlers of failed work, so that they cannot wait for that work. */
function whileHandling<R>({ mountedBy, path }: FailedWork, handle: () => R): R {
  const scope = currentScope();
  if (scope === undefined || mountedBy === undefined) return handle();
  return runInScope({ ...scope, handling: { parent: mountedBy, path } }, handle);
}

/** What a handler threw that is not the failure it was given, passed on. */
function failureOfHandler(
  error: unknown,
  { anyHandler, handled, thrown }: HandlingOutcome,
): { error: unknown } | undefined {
  return handled || !anyHandler || thrown === error ? undefined : { error: readableError(thrown) };
}

function isBeneath(path: ComponentPath, above: ComponentPath): boolean {
  return above.length <= path.length && above.every((part, index) => equalKeys(part, path[index] as StableKey));
}

/** What happened and, on a line of its own, what to do next. */
function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const hint = CocoError.isInstance(error) ? error.hint : undefined;
  return hint === undefined ? error.message : `${error.message}\n  ${hint}`;
}
