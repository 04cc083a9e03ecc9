import type { StableKey } from "@coco/connectorkit";
import { currentScope, runInScope } from "../internal/scope.ts";
import { ComponentError } from "../errors/component-error.ts";

/** Parts of a component path, relative to the component that mounts. */
export class Subpath {
  readonly parts: readonly StableKey[];

  constructor(parts: readonly StableKey[]) {
    this.parts = parts;
  }
}

/** Names the place of a mount: `mount(subpath("setup"), f)`, `mount(subpath("files", name), f, file)`. */
export function subpath(...parts: readonly [StableKey, ...StableKey[]]): Subpath {
  return new Subpath(parts);
}

/** Runs `f` so that the mounts in it stand beneath `place`. */
export function within<R>(place: Subpath | string, f: () => R): R {
  const scope = currentScope();
  if (scope === undefined) {
    throw new ComponentError("within() was called outside of an app's function.", {
      code: "NO_COMPONENT",
      hint: "Call it inside the function of an app.",
    });
  }
  const parts = typeof place === "string" ? [place] : place.parts;
  return runInScope({ ...scope, prefix: [...scope.prefix, ...parts] }, f);
}
