import type { App } from "./app.ts";

const slot: unique symbol = Symbol.for("coco.apps") as never;
type Holder = { [slot]?: Map<string, App<object, unknown>> };

function registered(): Map<string, App<object, unknown>> {
  const holder = globalThis as Holder;
  holder[slot] ??= new Map();
  return holder[slot];
}

/** Makes an app known to the command line. The last one of a name and an environment counts. */
export function registerApp(app: App<object, unknown>): void {
  registered().set(`${app.environment.name}\0${app.name}`, app);
}

/** All apps that this process has defined, in the order of definition. */
export function registeredApps(): readonly App<object, unknown>[] {
  return [...registered().values()];
}
