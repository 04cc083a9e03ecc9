import { symbolName } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { type ComponentPath, levelPrefix, pathOfKey } from "./component-path.ts";
import { mountTargetName, targetLevel } from "./target-component.ts";

/** What was found out of a level: what is deleted mostly stands side by side. */
interface KnownLevel {
  readonly prefix: Uint8Array;
  readonly name: string;
}

const lastOf = new WeakMap<Run, KnownLevel>();

/**
 * The name of the function that a component ran, told by its place, for one that is gone: the function that the items of
 * its level are mounted with now, else the symbol that stands for a function's name where no subpath was given.
 */
export function functionOfKey(run: Run, key: Uint8Array): string | undefined {
  const last = lastOf.get(run);
  if (last !== undefined && beginsWith(key, last.prefix)) return last.name;
  const path = pathOfKey(key);
  if (path.length === 0) return undefined;
  const prefix = levelPrefix(path.slice(0, -1));
  const scanned = run.presence.functionAt(prefix);
  const own = scanned === undefined ? nameOf(path.at(-1)) : undefined;
  const name = scanned ?? own ?? nameOfLevel(path);
  if (name !== undefined && own === undefined) lastOf.set(run, { prefix, name });
  return name;
}

function nameOfLevel(path: ComponentPath): string | undefined {
  // What `mountTarget` mounts has the path of the target after this.
  return path.slice(0, -1).includes(targetLevel) ? mountTargetName : nameOf(path.at(-2));
}

function nameOf(part: ComponentPath[number] | undefined): string | undefined {
  return typeof part === "symbol" ? symbolName(part) : undefined;
}

/** A prefix begins with how many parts the key has: so one that fits is that of the key's own level. */
function beginsWith(key: Uint8Array, prefix: Uint8Array): boolean {
  return key.length > prefix.length && Buffer.compare(key.subarray(0, prefix.length), prefix) === 0;
}
