import { AppError } from "../errors/app-error.ts";
import { Environment } from "../environment/environment.ts";
import { checkOptions } from "../internal/check-options.ts";
import { describeGiven } from "../internal/describe-given.ts";
import { checkTelemetry } from "../telemetry/telemetry-options.ts";
import type { AppOptions, DropOptions, UpdateOptions } from "./app.ts";
import type { PreviewOptions } from "./preview.ts";
import { checkSinkTimeout } from "./sink-timeout.ts";

/** @throws AppError (`OPTIONS`) for an option of `app.update()` that is unknown or cannot work, as do the others here. */
export function checkUpdateOptions<P extends object>(options: UpdateOptions<P>): void {
  checkOptions<UpdateOptions<P>>(options, "update", {
    live: "any", // checked with its own options
    fullReprocess: "boolean",
    failures: ["throw", "report"],
    logFailures: "boolean",
    onFailure: "function",
    signal: "signal",
    onEvent: "function",
    timeout: "any", // checked as a duration
    sinkTimeout: "any", // so is this
    params: "object",
  });
}

export function checkPreviewOptions<P extends object>(options: PreviewOptions<P>): void {
  checkOptions<PreviewOptions<P>>(options, "preview", {
    run: "boolean",
    fullReprocess: "boolean",
    params: "object",
    signal: "signal",
  });
}

export function checkDropOptions(options: DropOptions): void {
  checkOptions<DropOptions>(options, "drop", { logFailures: "boolean", signal: "signal", onEvent: "function" });
}

/** Checks what an app is made from. */
export function checkAppOptions(options: AppOptions, main: unknown, params: object): void {
  if (typeof options?.name !== "string" || options.name.trim() === "") {
    throw new AppError("app(name, main) needs a name that is not empty.", {
      code: "APP_NAME",
      hint: "The name identifies the app's state across runs.",
    });
  }
  const what = `app("${options.name}")`;
  if (typeof main !== "function") {
    throw new AppError(`${what} was given no function.`, {
      code: "APP_MAIN",
      hint: 'Write app("Name", async function main() { … }).',
    });
  }
  checkOptions<AppOptions>(options, what, {
    name: "string",
    environment: "object",
    maxInFlight: "count",
    sinkTimeout: "any", // checked as a duration
    telemetry: "any", // checked below
  });
  checkSinkTimeout(options.sinkTimeout, what);
  checkTelemetry(options.telemetry, what);
  if (options.environment !== undefined && !(options.environment instanceof Environment)) {
    throw new AppError(`${what} was given ${describeGiven(options.environment)} as its environment.`, {
      code: "NO_ENVIRONMENT",
      hint: "Give it what environment(...) gave, or nothing for the default environment.",
    });
  }
  if (typeof params !== "object" || params === null || Array.isArray(params)) {
    throw new AppError(`${what} was given ${describeGiven(params)} as its parameters.`, {
      code: "APP_PARAMS",
      hint: 'They are one object, whose properties can be replaced one by one: { dir: "./docs" }.',
    });
  }
}
