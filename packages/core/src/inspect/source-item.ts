import { type StableKey, symbolName } from "@coco/connectorkit";
import type { ComponentPath } from "../component/component-path.ts";

/**
 * The key under which the source gave the item that a component works on: what follows the name of the mounted function
 * in its path. `undefined` for a component that was mounted by itself.
 */
export function sourceItemOf(path: ComponentPath): StableKey | undefined {
  const last = path.at(-1);
  return path.length === 0 || typeof last === "symbol" || !path.some((part) => typeof part === "symbol")
    ? undefined
    : last;
}

/** The name of the function that was mounted, where the path has it. */
export function functionNameOf(path: ComponentPath): string | undefined {
  const named = path.findLast((part) => typeof part === "symbol");
  return typeof named === "symbol" ? symbolName(named) : undefined;
}
