import { type StableKey, symbolName } from "@coco/connectorkit";
import type { ComponentPath } from "../component/component-path.ts";

/**
 * The key under which the source gave the item that a component works on: the last part of its path, after the name of the
 * mounted function or a subpath. `undefined` for a component that was mounted by itself.
 */
export function sourceItemOf(path: ComponentPath): StableKey | undefined {
  const last = path.at(-1);
  const isItem = path.length > 1 && typeof last !== "symbol" && functionNameOf(path) !== CONTAINERS;
  return isItem ? last : undefined;
}

/** What the paths of components have that hold a container and nothing else (`mountTarget`). */
const CONTAINERS = "target";

/** The name of the function that was mounted, where the path has it. */
export function functionNameOf(path: ComponentPath): string | undefined {
  const named = path.findLast((part) => typeof part === "symbol");
  return typeof named === "symbol" ? symbolName(named) : undefined;
}
