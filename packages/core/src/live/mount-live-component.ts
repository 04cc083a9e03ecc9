import { symbol } from "@coco/connectorkit";
import { type MountScope, takePlace } from "../component/begin-mount.ts";
import { type ComponentHandle, handleOf } from "../component/component-handle.ts";
import type { HandlingOutcome } from "../component/exception-handlers.ts";
import { plainFunction } from "../component/mounted-function.ts";
import { Subpath } from "../component/subpath.ts";
import { ComponentError } from "../errors/component-error.ts";
import { isLiveComponentClass, type LiveComponentClass } from "./live-component.ts";
import type { LiveLoop } from "./live-loop.ts";

/** The live component in the arguments of a mount, if that is one. */
export function liveClassIn(all: readonly unknown[]): LiveComponentClass | undefined {
  const f = all[0] instanceof Subpath ? all[1] : all[0];
  return isLiveComponentClass(f) ? f : undefined;
}

/** @throws ComponentError (`LIVE_NEEDS_MOUNT`) for a live component, where a value is wanted. */
export function refuseLive(Class: LiveComponentClass | undefined): void {
  if (Class === undefined) return;
  throw new ComponentError(
    `useMount was given ${Class.name || "a class"}, a live component: it goes on, and gives no value.`,
    {
      code: "LIVE_NEEDS_MOUNT",
      hint: "Write mount(…), and wait for ready() of what that gives.",
    },
  );
}

/** Mounts a live component: it is done when it is ready, and goes on if the update is live. */
export async function mountLiveComponent(
  scope: MountScope,
  all: readonly unknown[],
  inBackground: (process: readonly unknown[]) => Promise<ComponentHandle>,
  above: (...args: never[]) => unknown,
): Promise<ComponentHandle> {
  const place = all[0] instanceof Subpath ? all[0] : undefined;
  const [f, ...args] = place === undefined ? all : all.slice(1);
  const Class = f as LiveComponentClass;
  const instance = new Class(...(args as unknown as readonly never[]));
  const { component, group, handlers, run } = scope;
  component.noteFollowing();
  if (run.live === undefined) {
    // A preview: what it would do first.
    const process = plainFunction(() => instance.process(), Class.name);
    return inBackground(place === undefined ? [process.body] : [place, process.body]);
  }
  const own = place?.parts ?? [symbol(nameOf(Class))];
  const { key, path } = takePlace(scope, [...scope.prefix, ...own], above, "mount");
  if (component.holdsSlot) {
    component.holdsSlot = false; // what it mounts needs it
    run.slots.release();
  }
  run.presence.note(key, "elsewhere");
  component.children.begin();
  await run.commits.flush(); // the level is stored before anything can be on it
  const loop = await run.live.followComponent(
    { path, host: component.path, name: Class.name, handlers, group },
    instance,
  );
  const done = outcomeOf(loop, scope);
  const end = (): void => component.children.end();
  void done.then(end, end);
  return handleOf({ mountedBy: component, path, isLevel: false }, done);
}

/** What broke off before it was ready, in an update that does not go on, has failed as a component does. */
async function outcomeOf({ following }: LiveLoop, { run }: MountScope): Promise<HandlingOutcome | undefined> {
  const { handlers, name, path } = following.place;
  try {
    await following.ready;
    return undefined;
  } catch (error) {
    return run.failures.report({ error, path, functionName: name, kind: "live", handlers });
  }
}

function nameOf(Class: LiveComponentClass): string {
  if (Class.name !== "") return Class.name;
  throw new ComponentError("mount was given a live component without a name and no subpath.", {
    code: "NAMELESS_COMPONENT",
    hint: 'Name the class, or write mount(subpath("…"), …): the path identifies the component across runs.',
  });
}
