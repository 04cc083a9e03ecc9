import type { ContextKey } from "@coco/connectorkit";
import { AppError } from "../errors/app-error.ts";
import { describeGiven } from "../internal/describe-given.ts";
import { Environment, type EnvironmentOptions, type Lifespan } from "./environment.ts";

const standard = new Environment();

/** The environment of apps that name none. */
export function defaultEnvironment(): Environment {
  return standard;
}

/** Sets up the default environment: provides connections and models, and says how to close them. */
export function lifespan(setUp: Lifespan): void {
  standard.addLifespan(setUp);
}

/** Makes an environment of its own, for apps that need other values or another store. */
export function environment(options: EnvironmentOptions & { readonly name: string }, setUp?: Lifespan): Environment {
  if (typeof options?.name !== "string") {
    throw new AppError("environment(options) needs a name.", {
      code: "ENVIRONMENT_NAME",
      hint: 'Write environment({ name: "staging" }, lifespan); without a name there is the default one.',
    });
  }
  const made = new Environment(options);
  if (setUp !== undefined) made.addLifespan(setUp);
  return made;
}

/** A started environment: what query code reads provided values from. */
export interface Runtime {
  /** The provided value of a context key. */
  get<T>(key: ContextKey<T>): T;
  /** Stops what `start` started: runs what was deferred, unless an update is still going on; then after it. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts an environment and keeps it until `stop()`. Updates start and stop it by themselves. */
export async function start(of: Environment = standard): Promise<Runtime> {
  if (!(of instanceof Environment)) {
    throw new AppError(`start(environment) was given ${describeGiven(of)}.`, {
      code: "NO_ENVIRONMENT",
      hint: "Give it what environment(...) gave, or nothing for the default environment.",
    });
  }
  await of.acquire();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= of.release();
    return stopped;
  };
  return { get: (key) => of.values.get(key), stop, [Symbol.asyncDispose]: stop };
}
