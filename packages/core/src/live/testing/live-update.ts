import { describeEvent } from "../../event/describe-event.ts";
import type { RunEvent } from "../../event/run-event.ts";
import type { UpdateReport } from "../../app/update-report.ts";
import type { TestApp, RunOptions } from "../../testing/test-app.ts";
import type { LiveOptions } from "../live-options.ts";

/** A live update that goes on while a test makes changes. */
export class LiveUpdate {
  readonly events: RunEvent[] = [];
  readonly outcome: Promise<UpdateReport>;
  /** Everything is up to date, and is followed from now on. */
  readonly ready: Promise<void>;
  readonly #controller = new AbortController();
  #waiting: (() => void)[] = [];

  constructor(app: TestApp, main: () => unknown, live: LiveOptions | boolean = true, options: RunOptions = {}) {
    const handle = app.define(main, options).update({
      failures: "report",
      logFailures: false,
      live,
      signal: this.#controller.signal,
      onEvent: (event) => {
        this.events.push(event);
        for (const resolve of this.#waiting.splice(0)) resolve();
      },
    });
    this.outcome = handle.result();
    this.ready = handle.ready();
  }

  /** The events since the last call, in words. */
  takeLog(): string[] {
    return this.events.splice(0).map(describeEvent);
  }

  /** Resolves when `holds` does; it is asked again after each event. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Ends the update; resolves with its report. */
  async stop(): Promise<UpdateReport> {
    this.#controller.abort();
    return this.outcome;
  }
}
