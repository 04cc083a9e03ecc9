import { isPromise } from "../internal/chain.ts";
import { runInScope, type Scope } from "../internal/scope.ts";
import { awaitMounts } from "./await-mounts.ts";
import { cancelled } from "./cancelled.ts";
import type { Component } from "./component.ts";
import type { ComponentRequest } from "./run-component.ts";

/**
 * The processing phase: the function, then everything that it mounted in the background. What is not done by the
 * deadline fails: nothing of it is written.
 */
export async function processComponent(request: ComponentRequest, component: Component): Promise<unknown> {
  const value = await runFunction(request, component);
  request.deadline?.check(component.displayPath);
  return value;
}

async function runFunction(request: ComponentRequest, component: Component): Promise<unknown> {
  const { run, mounted, args } = request;
  if (run.signal.aborted) throw cancelled(component.path);
  if (mounted.state !== undefined) component.recorder.enter(mounted.state);
  const scope: Scope = {
    run,
    component,
    recorder: component.recorder,
    frame: undefined,
    prefix: [],
    handlers: request.handlers,
    deadline: request.deadline,
  };
  run.activity.begin();
  try {
    try {
      const body = mounted.state?.definition.body ?? mounted.body;
      const result = runInScope<unknown>(scope, () => body.apply(undefined, args as unknown[]));
      const value = isPromise(result) ? await result : result;
      component.returned = true;
      if (component.unawaited.size > 0) await awaitMounts(component);
      return value;
    } finally {
      component.returned = true;
      const open = component.children.settled();
      if (open !== undefined) await run.activity.waiting(component, open);
    }
  } finally {
    run.activity.end();
  }
}
