import type { ComponentRequest } from "../component/run-component.ts";
import type { RunReason } from "../component/run-reason.ts";
import type { RunStats } from "../progress/run-stats.ts";
import type { UpdateStats } from "../progress/update-stats.ts";

// What the engine knows of telemetry. No type of OpenTelemetry stands here: whoever uses this package need not have it.

/** Where a call comes from that a batch will answer. */
export type BatchOrigin = object;

/** How a run ended. */
export type RunEnd =
  | { readonly status: "done" | "failed" | "stopped"; readonly stats: UpdateStats }
  /** It broke off. */
  | { readonly thrown: unknown };

/** What is done with an app: the first word of a run's span. */
export type RunKind = "update" | "drop" | "live update";

/** One run as a span, with all that happens in it beneath. What is synchronous stays so. */
export interface RunTracing {
  /** Runs `f` in the run itself, wherever it is asked for: not beneath a component. */
  within<R>(f: () => R): R;
  component<R>(request: ComponentRequest, reason: RunReason, f: () => R): R;
  /** The body of a wrapped function. */
  call<R>(functionName: string, component: string | undefined, reason: RunReason, f: () => R): R;
  /** The span that runs here, for the batch that a call of it will go with. */
  origin(): BatchOrigin | undefined;
  /** A batch serves many: it stands beneath the run, with links to the spans that wait for it. */
  batch<R>(functionName: string, calls: number, origins: readonly (BatchOrigin | undefined)[], f: () => R): R;
  /** Only the first call counts. */
  end(outcome: RunEnd): void;
}

/** What the runs of one update are told to. */
export interface UpdateTracing {
  /** The first run goes on from what is active; those that follow in a live update stand alone, with a link to it. */
  beginRun(kind: RunKind): RunTracing;
  /** Tells the counts of the update from now on, until what this gives is called. */
  meter(stats: RunStats): () => void;
  /** A call of a sink; where it is made again this is one for each attempt, counted from 0. */
  sink<R>(name: string, actions: number, attempt: number, f: () => R): R;
  /** What a sink does when a run has settled. */
  upkeep<R>(name: string, f: () => R): R;
}
