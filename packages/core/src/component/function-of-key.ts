import { symbolName } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { levelPrefix, pathOfKey } from "./component-path.ts";
import { mountTargetName, targetLevel } from "./target-component.ts";

/**
 * The name of the function that a component ran, told by its place, for one that is gone: the function that the items of
 * its level are mounted with now, else the symbol that stands for a function's name where no subpath was given.
 */
export function functionOfKey(run: Run, key: Uint8Array): string | undefined {
  const path = pathOfKey(key);
  if (path.length === 0) return undefined;
  const scanned = run.presence.functionAt(levelPrefix(path.slice(0, -1)));
  if (scanned !== undefined) return scanned;
  if (path.includes(targetLevel)) return mountTargetName;
  for (const part of [path.at(-1), path.at(-2)]) {
    const name = typeof part === "symbol" ? symbolName(part) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}
