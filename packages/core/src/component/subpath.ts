import { checkKey, type StableKey } from "@coco/connectorkit";
import { describeGiven } from "../internal/describe-given.ts";
import { requireFunction } from "../internal/require-function.ts";
import { currentScope, runInScope } from "../internal/scope.ts";
import { ComponentError } from "../errors/component-error.ts";

/** Parts of a component path, relative to the component that mounts. */
export class Subpath {
  readonly parts: readonly StableKey[];

  constructor(parts: readonly StableKey[]) {
    this.parts = parts;
  }
}

/**
 * Names the place of a mount: `mount(subpath("setup"), f)`, `mount(subpath("files", name), f, file)`.
 *
 * @throws KeyError (`KEY_INVALID`) for a part that is no stable key.
 */
export function subpath(...parts: readonly [StableKey, ...StableKey[]]): Subpath {
  for (const [index, part] of parts.entries()) checkKey(part, `Part ${index + 1} of a subpath`);
  return new Subpath(parts);
}

/** @throws ComponentError (`NO_SUBPATH`) for anything but a subpath. */
export function requireSubpath(place: unknown, what: string): Subpath {
  if (place instanceof Subpath) return place;
  throw new ComponentError(`${what} needs a subpath, not ${describeGiven(place)}.`, {
    code: "NO_SUBPATH",
    hint: `Write ${what}(subpath("…"), …).`,
  });
}

/** Runs `f` so that the mounts in it stand beneath `place`: `within(subpath("setup"), async () => { … })`. */
export function within<R>(place: Subpath, f: () => R): R {
  requireFunction(f, "within", 'within(subpath("…"), async () => { … })');
  requireSubpath(place, "within");
  const scope = currentScope();
  if (scope === undefined) {
    throw new ComponentError("within() was called outside of an app's function.", {
      code: "NO_COMPONENT",
      hint: "Call it inside the function of an app.",
    });
  }
  return runInScope({ ...scope, prefix: [...scope.prefix, ...place.parts] }, f);
}
