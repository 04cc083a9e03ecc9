import { createRequire } from "node:module";
import type * as OpenTelemetry from "@opentelemetry/api";

/** The module `@opentelemetry/api`. */
export type Api = typeof OpenTelemetry;

/** What an SDK takes in this process. */
export interface Signals {
  readonly traces: boolean;
  readonly metrics: boolean;
}

/** Where every copy of version 1 of the api looks for what an SDK has registered. */
const REGISTERED = Symbol.for("opentelemetry.js.api.1");

/** What an SDK has registered for; `undefined` where there is none. One look at an object, so it costs nothing. */
export function registeredSignals(): Signals | undefined {
  const registered = (globalThis as { [REGISTERED]?: { trace?: unknown; metrics?: unknown } })[REGISTERED];
  const signals = { traces: registered?.trace !== undefined, metrics: registered?.metrics !== undefined };
  return signals.traces || signals.metrics ? signals : undefined;
}

/**
 * The api that the app's own file finds, which is the one its SDK was made for, else the one beside this package.
 * `undefined` where there is neither.
 */
export function loadApi(appFile: string | undefined): Api | undefined {
  return loadFrom(appFile) ?? loadFrom(import.meta.filename);
}

function loadFrom(file: string | undefined): Api | undefined {
  if (file === undefined) return undefined;
  try {
    return createRequire(file)("@opentelemetry/api") as Api;
  } catch {
    return undefined;
  }
}
