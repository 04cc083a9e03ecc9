import type { ComponentFailure, UpdateSnapshot, WorkRemaining } from "@coco/core";
import { printLine } from "../output/print.ts";
import { eachSnapshot, type Watched } from "../progress/each-snapshot.ts";
import { errorData, failureData } from "./failure-lines.ts";
import type { UpdateEnd } from "./update-end.ts";
import { updateData } from "./update-summary.ts";

/** How often progress is logged, in milliseconds. */
const EVERY_MS = 1000;

export interface StartedUpdate {
  readonly environment: string;
  readonly live: boolean;
  readonly fullReprocess: boolean;
}

type Level = "info" | "warn" | "error";

/**
 * The log of an update for programs: one JSON object a line on standard output, each with `time`, `level`, `event` and
 * `app`. Events and members are part of what users rely on: see the guide.
 */
export class JsonLog {
  readonly #app: string;

  constructor(app: string) {
    this.#app = app;
  }

  started(update: StartedUpdate): void {
    this.#log("info", "started", { ...update });
  }

  /** Logs progress until the update is over or the function that this gives is called. */
  watch(handle: Watched): () => void {
    let last: UpdateSnapshot["status"] = "starting";
    return eachSnapshot(handle, EVERY_MS, ({ stats, status }) => {
      if (status === "following" && last !== "following") this.#log("info", "ready", {});
      last = status;
      if (status !== "running" && status !== "following") return;
      const { components, elapsedMilliseconds, functions, rate, remaining, targets, total } = stats;
      this.#log("info", "progress", {
        status,
        elapsedMilliseconds: Math.round(elapsedMilliseconds),
        total,
        rate: { components: Math.round(rate.components * 10) / 10, bytes: Math.round(rate.bytes) },
        remaining: remaining === undefined ? null : remainingData(remaining),
        components,
        functions,
        targets,
      });
    });
  }

  failed(failure: ComponentFailure): void {
    this.#log(failure.handled ? "warn" : "error", "failure", { ...failureData(failure) });
  }

  /** A signal asks the update to stop. */
  stopping(signal: NodeJS.Signals): void {
    this.#log("warn", "stopping", { signal });
  }

  /** The update is over. */
  finished({ code, report, rootName, timedOut }: UpdateEnd): void {
    const stopped = report.status === "stopped";
    const { app: _, failures, ...data } = updateData(report, { stopped, rootName });
    const level = code === 0 ? "info" : stopped ? "warn" : "error";
    this.#log(level, "finished", { exitCode: code, timedOut, ...data, failures: failures.length });
  }

  /** The update broke off, or could not begin. */
  broken(error: unknown): void {
    this.#log("error", "error", { error: errorData(error) });
  }

  #log(level: Level, event: string, more: Readonly<Record<string, unknown>>): void {
    printLine(JSON.stringify({ time: new Date().toISOString(), level, event, app: this.#app, ...more }));
  }
}

function remainingData({ components, milliseconds }: WorkRemaining): object {
  return { components, milliseconds: milliseconds === undefined ? null : Math.round(milliseconds) };
}
