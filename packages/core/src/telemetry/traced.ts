import type { App } from "../app/app.ts";
import type { Run } from "../app/run.ts";
import { endOf } from "./run-end.ts";
import { Telemetry } from "./telemetry.ts";
import { telemetryOf } from "./telemetry-options.ts";
import type { UpdateTracing } from "./tracing.ts";

const KINDS = { updated: "update", dropped: "drop" } as const;

/** What the updates of an app are told to; `undefined` where nobody listens. */
export function telemetryFor(app: App<object, unknown>): UpdateTracing | undefined {
  const { environment, file, name } = app;
  return Telemetry.begin(
    { app: name, appFile: file, environment: environment.name, log: environment.log },
    telemetryOf(app),
  );
}

/** Runs the work of a run as a span, and tells its counts. */
export async function traced<T>(
  run: Run,
  telemetry: UpdateTracing | undefined,
  what: keyof typeof KINDS,
  work: () => Promise<T>,
): Promise<T> {
  if (telemetry === undefined) return work();
  const endMeter = telemetry.meter(run.stats);
  const spans = telemetry.beginRun(KINDS[what]);
  run.telemetry = spans;
  try {
    const value = await spans.within(work);
    spans.end(endOf(run)); // unless it ended before, as the first run of a live update does
    return value;
  } catch (thrown) {
    const end = endOf(run);
    // That components failed, or that it was stopped, its counts and its status say.
    spans.end("status" in end && end.status === "done" ? { thrown } : end);
    throw thrown;
  } finally {
    endMeter();
  }
}
