import { type Duration, millisecondsOf } from "../deadline/duration.ts";
import { AppError } from "../errors/app-error.ts";
import type { App } from "./app.ts";

const DEFAULT_MS = 5 * 60_000;

/** How long one call of a sink may take, in milliseconds: what the update says, else its app, else the environment. */
export function sinkTimeoutOf(app: App<object, unknown>, ofUpdate: Duration | undefined): number {
  const given = ofUpdate ?? app.options.sinkTimeout ?? app.environment.options.sinkTimeout;
  return given === undefined ? DEFAULT_MS : millisecondsOf(given, "sinkTimeout");
}

/** Checks a `sinkTimeout` where it is given. @throws CocoError (`DURATION`), AppError (`OPTIONS`). */
export function checkSinkTimeout(given: Duration | undefined, what: string): void {
  if (given === undefined || millisecondsOf(given, `${what}: sinkTimeout`) > 0) return;
  throw new AppError(`${what}: sinkTimeout cannot be 0: nothing could be written.`, {
    code: "OPTIONS",
    hint: "Leave it out for 5 minutes.",
  });
}
