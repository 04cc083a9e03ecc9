import { type AnyFunction, symbol, type TargetState } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";
import { byteText } from "../internal/byte-text.ts";
import { declareContainerState } from "../target-state/declare.ts";
import { encodeTargetPath } from "../target-state/target-path.ts";
import { type MountPlace, type MountScope, requireMountScope, takePlace } from "./begin-mount.ts";
import { mountCall } from "./mount-call.ts";
import type { ComponentPath } from "./component-path.ts";
import { type ComponentHandle, handleOf } from "./component-handle.ts";
import type { FailureKind } from "./exception-handlers.ts";
import { type MountedFunction, mountedFunction, namedPath } from "./mounted-function.ts";
import { acceptHit, type ComponentRequest, executeComponent, prepareComponent } from "./run-component.ts";
import { Subpath } from "./subpath.ts";

type ArgumentsOf<F extends AnyFunction> = Parameters<F>;

/**
 * Mounts a function as a component of its own. Resolves when it was scheduled, not when it is done: a failure there
 * goes to the exception handlers and siblings go on. Without a subpath the function's name is the path.
 */
export function mount<F extends AnyFunction>(f: F, ...args: ArgumentsOf<F>): Promise<ComponentHandle>;
export function mount<F extends AnyFunction>(place: Subpath, f: F, ...args: ArgumentsOf<F>): Promise<ComponentHandle>;
export function mount(...all: unknown[]): Promise<ComponentHandle> {
  return mountCall("mount", (scope) =>
    startInBackground(scope, requestOf(scope, "mount", all, mount as never, false), "mount"),
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
  return mountCall("useMount", (scope) =>
    startAndWait(scope, requestOf(scope, "useMount", all, useMount as never, true)),
  );
}

/** The engine's side of `mountTarget`: a component of its own that declares the container. */
export async function mountTargetState(state: TargetState): Promise<void> {
  const scope = requireMountScope("mountTarget");
  const place = takePlace(
    scope,
    [symbol("target"), ...state.provider.path, state.key],
    mountTargetState,
    "mountTarget",
  );
  const body = (): void => declareContainerState(state);
  const mounted: MountedFunction = { body, state: undefined, name: "mountTarget" };
  await startAndWait(scope, requestAt(scope, place, mounted, [], false));
  const path = encodeTargetPath([...state.provider.path, state.key]);
  const generation = scope.run.providers.generationOf(path);
  if (generation !== undefined) scope.recorder.providers.set(byteText(path), generation);
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
  const { component, run } = scope;
  component.children.begin();
  try {
    await takeSlot(scope, request.path.length);
  } catch (error) {
    component.children.end();
    throw error;
  }
  const done = runToEnd(request)
    .then(
      () => undefined,
      (error: unknown) =>
        run.failures.report({
          error,
          path: request.path,
          functionName: request.mounted.name,
          kind,
          handlers: request.handlers,
        }),
    )
    .finally(() => component.children.end());
  return handleOf(done);
}

async function startAndWait(scope: MountScope, request: ComponentRequest): Promise<unknown> {
  const { component, run } = scope;
  component.children.begin();
  try {
    await takeSlot(scope, request.path.length);
    return await run.activity.waiting(component, runToEnd(request));
  } finally {
    component.children.end();
  }
}

/** Gives up the parent's own slot, for good, and waits for one for the child. */
export async function takeSlot(scope: MountScope, depth: number): Promise<void> {
  const { component, run } = scope;
  // First in the queue, then the parent's slot: else it would go to a component that has not begun yet.
  const turn = run.slots.acquire(depth);
  if (component.holdsSlot) {
    component.holdsSlot = false;
    run.slots.release();
  }
  if (turn !== undefined) await run.activity.waiting(component, turn);
}

/** Reads, judges and, unless it is as it was, runs a component that has a slot. */
async function runToEnd(request: ComponentRequest): Promise<unknown> {
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
    if (!handedOver) {
      run.failures.noteOrigin(error, request.path, request.mounted.name);
      run.presence.note(request.key, "failed");
      request.parent?.noteDescendantFailure();
    }
    throw error;
  } finally {
    if (!handedOver) run.slots.release();
  }
}
