import type { AnyFunction, TargetState } from "@coco/connectorkit";
import { PlaceInterruption } from "../deadline/interruption.ts";
import { TimeoutError } from "../deadline/timeout-error.ts";
import { withinDeadline } from "../deadline/within-deadline.ts";
import { CancelledError } from "../errors/cancelled-error.ts";
import { ComponentError } from "../errors/component-error.ts";
import { byteText } from "../internal/byte-text.ts";
import { declareContainerState } from "../target-state/declare.ts";
import { encodeTargetPath } from "../target-state/target-path.ts";
import type { LiveComponentClass } from "../live/live-component.ts";
import { liveClassIn, mountLiveComponent, refuseLive } from "../live/mount-live-component.ts";
import { type MountPlace, type MountScope, requireMountScope, takePlace, withoutDeadline } from "./begin-mount.ts";
import { mountCall } from "./mount-call.ts";
import type { ComponentPath } from "./component-path.ts";
import { type ComponentHandle, handleOf } from "./component-handle.ts";
import type { FailureKind, HandlingOutcome } from "./exception-handlers.ts";
import { type MountedFunction, mountedFunction, namedPath } from "./mounted-function.ts";
import {
  acceptHit,
  type ComponentRequest,
  executeComponent,
  failBeforehand,
  prepareComponent,
} from "./run-component.ts";
import type { SlotTurn } from "./slots.ts";
import { Subpath } from "./subpath.ts";
import { mountTargetName, targetLevel } from "./target-component.ts";

type ArgumentsOf<F extends AnyFunction> = Parameters<F>;

/**
 * Mounts a function as a component of its own. Resolves when it was scheduled, not when it is done: a failure there
 * goes to the exception handlers and siblings go on. Without a subpath the function's name is the path.
 */
export function mount<F extends AnyFunction>(f: F, ...args: ArgumentsOf<F>): Promise<ComponentHandle>;
export function mount<F extends AnyFunction>(place: Subpath, f: F, ...args: ArgumentsOf<F>): Promise<ComponentHandle>;
export function mount<A extends readonly unknown[]>(f: LiveComponentClass<A>, ...args: A): Promise<ComponentHandle>;
export function mount<A extends readonly unknown[]>(
  place: Subpath,
  f: LiveComponentClass<A>,
  ...args: A
): Promise<ComponentHandle>;
export function mount(...all: unknown[]): Promise<ComponentHandle> {
  const inBackground = (scope: MountScope, given: readonly unknown[]): Promise<ComponentHandle> =>
    startInBackground(scope, requestOf(scope, "mount", given, mount as never, false), "mount");
  return mountCall("mount", (scope) =>
    liveClassIn(all) === undefined
      ? inBackground(scope, all)
      : mountLiveComponent(scope, all, (process) => inBackground(scope, process), mount as never),
  );
}

/** Mounts a function and waits until it is done and written. Gives its value, throws its error. */
export function useMount<F extends AnyFunction>(f: F, ...args: ArgumentsOf<F>): Promise<Awaited<ReturnType<F>>>;
export function useMount<F extends AnyFunction>(
  place: Subpath,
  f: F,
  ...args: ArgumentsOf<F>
): Promise<Awaited<ReturnType<F>>>;
export function useMount(...all: unknown[]): Promise<unknown> {
  refuseLive(liveClassIn(all));
  return mountCall("useMount", (scope) =>
    startAndWait(scope, { ...requestOf(scope, "useMount", all, useMount as never, true), deadline: scope.deadline }),
  );
}

/** The engine's side of `mountTarget`: a component of its own that declares the container. */
export async function mountTargetState(state: TargetState): Promise<void> {
  const scope = requireMountScope("mountTarget");
  const place = takePlace(scope, [targetLevel, ...state.provider.path, state.key], mountTargetState, "mountTarget");
  const body = (): void => declareContainerState(state);
  const mounted: MountedFunction = { body, state: undefined, name: mountTargetName, binding: undefined };
  await startAndWait(scope, requestAt(scope, place, mounted, [], false));
  const path = encodeTargetPath([...state.provider.path, state.key]);
  const generation = scope.run.providers.generationOf(path);
  if (generation !== undefined) scope.recorder.noteProvider(byteText(path), generation);
}

function requestOf(
  scope: MountScope,
  what: string,
  all: readonly unknown[],
  above: (...args: never[]) => unknown,
  wantsValue: boolean,
): ComponentRequest {
  const place = all[0] instanceof Subpath ? all[0] : undefined;
  const [f, ...args] = place === undefined ? all : all.slice(1);
  const mounted = mountedFunction(scope.run, f, what);
  const own: ComponentPath = place?.parts ?? namedPath(mounted, what);
  if (own.length === 0) {
    throw new ComponentError(`${what} was given an empty subpath.`, {
      code: "EMPTY_SUBPATH",
      hint: "Give it at least one part: the path identifies the component across runs.",
    });
  }
  return requestAt(scope, takePlace(scope, [...scope.prefix, ...own], above, what), mounted, args, wantsValue);
}

function requestAt(
  scope: MountScope,
  place: MountPlace,
  mounted: MountedFunction,
  args: readonly unknown[],
  wantsValue: boolean,
): ComponentRequest {
  return {
    run: scope.run,
    parent: scope.component,
    path: place.path,
    key: place.key,
    mounted,
    args,
    handlers: scope.handlers,
    wantsValue,
  };
}

async function startInBackground(
  scope: MountScope,
  request: ComponentRequest,
  kind: FailureKind,
): Promise<ComponentHandle> {
  const { component } = scope;
  component.children.begin();
  try {
    await takeSlot(scope, request.path.length);
  } catch (error) {
    component.children.end();
    throw error;
  }
  const done = withoutDeadline(scope, () =>
    runToEnd(request)
      .then(
        () => undefined,
        (error: unknown) => reportFailure(request, kind, error),
      )
      .finally(() => component.children.end()),
  );
  return handleOf({ mountedBy: component, path: request.path, isLevel: false }, done);
}

function reportFailure(request: ComponentRequest, kind: FailureKind, error: unknown): Promise<HandlingOutcome> {
  const { handlers, mounted, parent: mountedBy, path, run } = request;
  return run.failures.report({ error, path, mountedBy, functionName: mounted.name, kind, handlers, again: request });
}

async function startAndWait(scope: MountScope, request: ComponentRequest): Promise<unknown> {
  const { component, run } = scope;
  let isWaitedFor = true;
  const work = async (): Promise<unknown> => {
    component.children.begin();
    try {
      await takeSlot(scope, request.path.length);
      return await runToEnd(request);
    } catch (error) {
      // Who mounted it got the error that ended the wait: this one would be nobody's.
      if (!isWaitedFor && !isOutOfTime(error)) await reportFailure(request, "mount", error);
      throw error;
    } finally {
      component.children.end();
    }
  };
  try {
    return await run.activity.waiting(component, withinDeadline(work(), new PlaceInterruption(scope)));
  } finally {
    isWaitedFor = false;
  }
}

function isOutOfTime(error: unknown): boolean {
  return TimeoutError.isInstance(error) || CancelledError.isInstance(error);
}

/** Gives up the parent's own slot, for good, and waits for one for the child. */
async function takeSlot(scope: MountScope, depth: number): Promise<void> {
  const turn = beginOrQueue(scope, depth);
  if (turn !== undefined) await awaitTurn(scope, turn);
}

/** The same without the wait: `undefined` when there is a slot at once, else a turn that is to be awaited. */
export function beginOrQueue(scope: MountScope, depth: number): SlotTurn | undefined {
  const { component, run } = scope;
  scope.deadline?.check(component.displayPath);
  // First in the queue, then the parent's slot: else it would go to a component that has not begun yet.
  const turn = run.slots.acquire(depth);
  if (component.holdsSlot) {
    component.holdsSlot = false;
    run.slots.release();
  }
  return turn;
}

export async function awaitTurn(scope: MountScope, turn: SlotTurn): Promise<void> {
  const { component, run } = scope;
  try {
    await run.activity.waiting(component, withinDeadline(turn.granted, new PlaceInterruption(scope)));
  } catch (error) {
    turn.leave();
    throw error;
  }
}

/** Reads, judges and, unless it is as it was, runs a component that has a slot. */
export async function runToEnd(request: ComponentRequest): Promise<unknown> {
  const { run } = request;
  let handedOver = false;
  try {
    const [bytes] = await run.state.read("component", [request.key]);
    const prepared = await prepareComponent(request, bytes);
    if (prepared.judgement.hit) {
      const hit = acceptHit(request, prepared);
      if (hit !== undefined) {
        run.presence.note(request.key, "hit");
        return hit.value;
      }
    }
    handedOver = true;
    return await executeComponent(request, prepared, true);
  } catch (error) {
    if (!handedOver) failBeforehand(request, error);
    throw error;
  } finally {
    if (!handedOver) run.slots.end(request.path.length);
  }
}
