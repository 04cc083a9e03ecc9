import { type AnyFunction, bindingOf, definitionOf, type FunctionBinding, symbol } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { ComponentError } from "../errors/component-error.ts";
import type { FunctionState } from "../function/function-state.ts";
import type { ComponentPath } from "./component-path.ts";

/** A function that is mounted, wrapped or not. */
export interface MountedFunction {
  readonly body: AnyFunction;
  readonly state: FunctionState | undefined;
  readonly name: string | undefined;
  /** What a wrapped function was bound to: the object whose method it is. */
  readonly binding: FunctionBinding | undefined;
}

/** A function of the engine's own, or one that counts as plain. */
export function plainFunction(body: AnyFunction, name: string | undefined): MountedFunction {
  Object.defineProperty(body, "name", { value: name ?? "" });
  return { body, state: undefined, name, binding: undefined };
}

export function mountedFunction(run: Pick<Run, "functions">, f: unknown, what: string): MountedFunction {
  if (typeof f !== "function") {
    throw new ComponentError(`${what} needs a function to mount, not ${f === null ? "null" : typeof f}.`, {
      code: "NOT_A_FUNCTION",
      hint: `Call it as ${what}(${what === "mountEach" ? "items, f" : "f"}, ...arguments), with a subpath in front if there is one.`,
    });
  }
  const definition = definitionOf(f);
  const state = definition === undefined ? undefined : run.functions.stateOf(definition);
  const body = f as AnyFunction;
  return { body, state, name: state?.name || f.name || undefined, binding: bindingOf(f) };
}

/** The path that a function's own name gives, where the caller gives no subpath. */
export function namedPath(mounted: MountedFunction, what: string): ComponentPath {
  if (mounted.name === undefined) {
    throw new ComponentError(`${what} was given a function without a name and no subpath.`, {
      code: "NAMELESS_COMPONENT",
      hint: `Name the function, or write ${what}(subpath("…"), …): the path identifies the component across runs.`,
    });
  }
  return [symbol(mounted.state?.pathName ?? mounted.name)];
}
