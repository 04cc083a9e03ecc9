import { test, type TestAPI } from "vitest";
import type { UpdateReport } from "../app/update-report.ts";
import { describeEvent } from "../event/describe-event.ts";
import type { RunEvent } from "../event/run-event.ts";
import { MemoryDatabase } from "./memory-target.ts";
import { type RunOptions, TestApp } from "./test-app.ts";

/** One run as its event log shows it. */
interface LoggedRun {
  /** One line an event, in order: what `describeEvent` says. */
  readonly log: readonly string[];
  readonly events: readonly RunEvent[];
  readonly report: UpdateReport;
}

/** What a test of the engine starts from. */
export interface EngineFixtures {
  readonly app: TestApp;
  /** A target in memory that outlives the runs. */
  readonly database: MemoryDatabase;
  /** Runs a function as the app's, and gives the log. Failures stand in the report. */
  readonly run: (main: () => unknown, options?: RunOptions) => Promise<LoggedRun>;
  /** The log of such a run alone. */
  readonly logOf: (main: () => unknown, options?: RunOptions) => Promise<readonly string[]>;
}

/** `it` for tests of the engine: an app over a store of its own, a target, and the event log of every run. */
export const it: TestAPI<EngineFixtures> = test.extend<EngineFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- vitest wants to see what a fixture depends on.
  app: async ({}, use) => {
    const app = new TestApp();
    await use(app);
    app.dispose();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above.
  database: async ({}, use) => {
    await use(new MemoryDatabase("db"));
  },
  run: async ({ app }, use) => {
    await use(async (main, options = {}) => {
      const events: RunEvent[] = [];
      const report = await app.define(main, options).update({
        failures: "report",
        onEvent: (event) => void events.push(event),
        ...(options.fullReprocess === undefined ? {} : { fullReprocess: options.fullReprocess }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      return { log: events.map(describeEvent), events, report };
    });
  },
  logOf: async ({ run }, use) => {
    await use(async (main, options) => (await run(main, options)).log);
  },
});
