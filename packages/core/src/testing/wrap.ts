import { type AnyFunction, type Fn, fn, type FunctionOptions } from "@coco/connectorkit";

/**
 * Wraps a function under a name of the test's choice. Called twice with one name and another body, `version` or `deps`
 * it stands for an edit of the function's code between two runs.
 */
export function wrap<F extends AnyFunction>(
  name: string,
  options: Omit<FunctionOptions<Parameters<F>>, "name">,
  body: F,
): Fn<F> {
  // What the bodies of tests capture does not matter to them.
  const deps = options.logicTracking === "none" ? {} : { deps: options.deps ?? {} };
  return fn({ ...options, ...deps, name } as FunctionOptions<Parameters<F>>, body);
}
