import type { StableKey } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";
import { MemoError } from "../errors/memo-error.ts";
import { byteText } from "../internal/byte-text.ts";
import { currentScope, requireComponent, runInScope, type Scope } from "../internal/scope.ts";
import { type CallSite, captureSite, describeSites } from "../internal/call-site.ts";
import { cancelled } from "./cancelled.ts";
import type { Component } from "./component.ts";
import { type ComponentPath, formatPath, keyInLevel } from "./component-path.ts";
import type { Level } from "./levels.ts";
import { storeLevelsAhead } from "./levels-ahead.ts";

/** A place for a child: its path and key, on a level that belongs to the mounting component. */
export interface MountPlace {
  readonly path: ComponentPath;
  readonly key: Uint8Array;
}

export type MountScope = Scope & { readonly component: Component };

/** The scope that may mount: a running component, not inside a memoized call (rule M7). */
export function requireMountScope(what: string): MountScope {
  const memoized = currentScope()?.frame?.state.name;
  if (memoized !== undefined) {
    throw new MemoError(
      `${memoized} is memoized and called, and calls ${what}: a reused result could not mount anything.`,
      {
        code: "MOUNT_IN_MEMO",
        hint: `Mount ${memoized} instead of calling it, or drop memo from it.`,
      },
    );
  }
  const scope = requireComponent(what);
  if (scope.run.signal.aborted) throw cancelled(scope.component.path);
  scope.deadline?.check(scope.component.displayPath);
  return scope;
}

/** Runs `f` for the children that go on in the background: the deadline of whoever mounts them is not theirs. */
export function withoutDeadline<R>(scope: MountScope, f: () => R): R {
  return scope.deadline === undefined ? f() : runInScope({ ...scope, deadline: undefined }, f);
}

/** Opens a level of the current component. Two components may not share one. */
function openLevel(scope: MountScope, relative: ComponentPath): Level {
  const { component, run } = scope;
  const { level, isNew, isFirst } = component.levels.open(relative);
  if (isFirst) {
    level.handlers = scope.handlers;
    const other = run.claimLevel(level.prefix, component.path);
    if (other !== undefined) {
      throw new ComponentError(
        `Components ${formatPath(other)} and ${component.displayPath} both mount at ${formatPath(level.path)}.`,
        { code: "LEVEL_CONFLICT", hint: "Give one of them another subpath." },
      );
    }
    if (relative.length > 0) run.presence.noteLevel(component.path, level.path);
    if (isNew) storeLevelsAhead(component, level);
  }
  return level;
}

const sites = new WeakMap<Level, Map<string, CallSite>>();

/** Takes a place for one child. A place that is taken already is an error that names both calls. */
export function takePlace(
  scope: MountScope,
  relative: readonly [StableKey, ...StableKey[]] | ComponentPath,
  above: (...args: never[]) => unknown,
  what: string,
): MountPlace {
  const last = relative.at(-1) as StableKey;
  const level = openLevel(scope, relative.slice(0, -1));
  const key = keyInLevel(level.prefix, last);
  const text = byteText(key);
  const path = [...level.path, last];
  const site = captureSite(above);
  if (level.scanned || level.present.has(text)) {
    const first = level.scanned ? level.site : sites.get(level)?.get(text);
    throw duplicatePath(path, first, site, what);
  }
  level.present.add(text);
  const known = sites.get(level) ?? new Map<string, CallSite>();
  sites.set(level, known.set(text, site));
  return { path, key };
}

/** Takes a whole level for a scan. */
export function takeLevel(scope: MountScope, relative: ComponentPath, above: (...args: never[]) => unknown): Level {
  const level = openLevel(scope, relative);
  const site = captureSite(above);
  if (level.scanned || level.present.size > 0) {
    const first = level.scanned ? level.site : sites.get(level)?.values().next().value;
    throw duplicatePath(level.path, first, site, "mountEach");
  }
  level.scanned = true;
  level.complete = false;
  level.site = site;
  return level;
}

function duplicatePath(
  path: ComponentPath,
  first: CallSite | undefined,
  second: CallSite,
  what: string,
): ComponentError {
  const [one, other] = describeSites(first, second);
  return new ComponentError(`Two components are mounted at ${formatPath(path)}: ${one}, and ${other}.`, {
    code: "DUPLICATE_PATH",
    hint:
      what === "mountTarget"
        ? "Mount a target once, and pass what that gives to those who declare into it."
        : `Put a subpath in front of one of them: ${what}(subpath("…"), …).`,
  });
}
