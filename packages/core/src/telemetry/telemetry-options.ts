import type { App } from "../app/app.ts";
import { AppError } from "../errors/app-error.ts";
import { checkOptions } from "../internal/check-options.ts";
import { describeGiven } from "../internal/describe-given.ts";

/** What is traced besides runs, batches and sinks. Metrics do not depend on it. */
export interface TelemetryOptions {
  /** A span for each component that runs. Default true; a first run over a million files makes a million. */
  readonly components?: boolean;
  /** A span for each call of a wrapped function whose body runs. Default true. */
  readonly functions?: boolean;
}

/** What holds for an app: what it says itself, else its environment. `undefined`: nothing is to be told. */
export function telemetryOf(app: App<object, unknown>): Required<TelemetryOptions> | undefined {
  const given = app.options.telemetry ?? app.environment.options.telemetry ?? true;
  if (given === false) return undefined;
  return { components: true, functions: true, ...(given === true ? {} : given) };
}

/** @throws AppError (`OPTIONS`) for what is neither `true`, `false` nor options. */
export function checkTelemetry(given: boolean | TelemetryOptions | undefined, what: string): void {
  if (given === undefined || typeof given === "boolean") return;
  if (typeof given !== "object") {
    throw new AppError(`${what}: telemetry cannot be ${describeGiven(given)}.`, {
      code: "OPTIONS",
      hint: "It is true, false, or { components, functions }.",
    });
  }
  checkOptions<TelemetryOptions>(given, `${what}: telemetry`, { components: "boolean", functions: "boolean" });
}
