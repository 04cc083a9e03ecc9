import * as types from "node:util/types";
import { ComponentError } from "../errors/component-error.ts";
import { callBatched } from "../function/batch-call.ts";
import { isPromise } from "../internal/chain.ts";
import { currentScope, runInScope, type Scope } from "../internal/scope.ts";
import { applyBody } from "../runner/apply-body.ts";
import { awaitMounts } from "./await-mounts.ts";
import { cancelled } from "./cancelled.ts";
import type { Component } from "./component.ts";
import type { MountedFunction } from "./mounted-function.ts";
import type { ComponentRequest } from "./run-component.ts";

/**
 * The processing phase: the function, then everything that it mounted in the background. What is not done by the
 * deadline fails: nothing of it is written.
 */
export function processComponent(request: ComponentRequest, component: Component): Promise<unknown> {
  return request.deadline === undefined ? runFunction(request, component) : runInTime(request, component);
}

async function runInTime(request: ComponentRequest, component: Component): Promise<unknown> {
  const value = await runFunction(request, component);
  request.deadline?.check(component.displayPath);
  return value;
}

const NO_PREFIX: Scope["prefix"] = [];

/** The place where the function of a component runs. */
class ComponentScope implements Scope {
  readonly run: Scope["run"];
  readonly component: Component;
  readonly recorder: Scope["recorder"];
  readonly frame: undefined = undefined;
  readonly prefix: Scope["prefix"] = NO_PREFIX;
  readonly handlers: Scope["handlers"];
  readonly group: Scope["group"];
  readonly deadline: Scope["deadline"];

  constructor({ deadline, handlers, run }: ComponentRequest, component: Component) {
    this.run = run;
    this.component = component;
    this.recorder = component.recorder;
    this.handlers = handlers;
    this.group = currentScope()?.group;
    this.deadline = deadline;
  }
}

/** As a call of the function would: where its runner says, and in one batch with those that other components make. */
function applyMounted(scope: Scope, { binding, body, state }: MountedFunction, args: readonly unknown[]): unknown {
  if (state === undefined) return body.apply(undefined, args as unknown[]);
  const all = binding === undefined ? args : [...binding.args, ...args];
  if (state.definition.options.batching) return callBatched(scope, state, binding?.receiver, all);
  return applyBody(scope, state.definition, binding?.receiver, all);
}

async function runFunction(request: ComponentRequest, component: Component): Promise<unknown> {
  const { run, mounted, args } = request;
  if (run.signal.aborted) throw cancelled(component.path);
  if (mounted.state !== undefined) {
    component.recorder.enter(mounted.state);
    if (mounted.state.memo !== false) component.memoizedAs = mounted.state.name;
  }
  const scope = new ComponentScope(request, component);
  run.activity.begin();
  try {
    try {
      const result = runInScope(scope, () => applyMounted(scope, mounted, args));
      const value = isPromise(result) ? await result : result;
      if (types.isGeneratorObject(value)) throw nothingRan(component);
      component.returned = true;
      component.states.seal();
      if (component.hasUnawaited) await awaitMounts(component);
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

/** The body of a generator function begins when somebody reads what it gives: here nobody does. */
function nothingRan(component: Component): ComponentError {
  return new ComponentError(
    `The function of component ${component.displayPath} is a generator, so nothing of it ran.`,
    {
      code: "GENERATOR_MOUNTED",
      hint: "Write it as an async function; as a source, call it: mountEach(items(), f).",
    },
  );
}
