import { AppError } from "../errors/app-error.ts";
import type { App } from "./app.ts";

interface Registered {
  readonly app: App<object, unknown>;
  readonly place: string | undefined;
}

const slot: unique symbol = Symbol.for("coco.apps") as never;
type Holder = { [slot]?: Map<string, Registered> };

function registered(): Map<string, Registered> {
  const holder = globalThis as Holder;
  holder[slot] ??= new Map();
  return holder[slot];
}

/**
 * Makes an app known to the command line. Two apps of one name in one environment would delete each other's targets:
 * the second is an error, unless it is the same call of `app` evaluated again.
 */
export function registerApp(app: App<object, unknown>, place: string | undefined): void {
  const key = `${app.environment.name}\0${app.name}`;
  const known = registered().get(key);
  if (known !== undefined && known.app.environment === app.environment && known.place !== place) {
    throw new AppError(
      `Two apps of environment "${app.environment.name}" are named "${app.name}": at ${known.place ?? "an unknown place"}, and at ${place ?? "an unknown place"}.`,
      {
        code: "APP_NAME_TAKEN",
        hint: "The name identifies an app's state, and each would delete what the other wrote: give one of them another.",
      },
    );
  }
  registered().set(key, { app, place });
}

/** All apps that this process has defined, in the order of definition. */
export function registeredApps(): readonly App<object, unknown>[] {
  return [...registered().values()].map(({ app }) => app);
}
