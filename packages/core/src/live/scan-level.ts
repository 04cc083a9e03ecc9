import { Component } from "../component/component.ts";
import { componentKey } from "../component/component-path.ts";
import type { MountScope } from "../component/begin-mount.ts";
import { Level } from "../component/levels.ts";
import { scanItems } from "../component/scan-items.ts";
import { NOTHING_STORED } from "../component/run-component.ts";
import { NOT_MEMOIZED } from "../component/run-reason.ts";
import type { Run } from "../app/run.ts";
import { byteText } from "../internal/byte-text.ts";
import { runInScope } from "../internal/scope.ts";
import { removalChange } from "../target-state/removal.ts";
import type { Coverage } from "./coverage.ts";
import type { FollowedLevel } from "./followed-level.ts";

/**
 * Looks through a live source again: what is not there any more is gone, what is new or changed runs. What other runs
 * are at work on is left to them.
 */
export async function scanLevel(run: Run, followed: FollowedLevel, coverage: Coverage): Promise<void> {
  const { args, handlers, items, mounted, path } = followed;
  if (items === undefined) return;
  const busy = new Set<string>();
  for (const held of coverage.heldBeneath(path)) {
    const key = componentKey(held.slice(0, path.length + 1));
    busy.add(byteText(key));
    run.presence.note(key, "elsewhere");
  }
  const scope = scopeOf(run, followed);
  const { component } = scope;
  if (path.length > component.path.length + 1) run.presence.noteLevel(component.path, path);
  run.activity.begin();
  try {
    await runInScope(scope, async () => {
      const level = new Level(path);
      const skips = busy.size === 0 ? undefined : (key: Uint8Array): boolean => busy.has(byteText(key));
      const { done } = await scanItems({ scope, level, mounted, args }, items, skips);
      await run.activity.waiting(component, done);
      const absent = level.absent ?? [];
      const gone = absent.filter((key) => !busy.has(byteText(key)) && run.presence.of(key) === "unseen");
      for (const key of gone) run.deletionHandlers.note(key, handlers);
      run.commits.enqueue(() =>
        gone.map((key) => removalChange(key, "component", run.leftovers.of(key)?.begun ?? false)),
      );
    });
  } catch (error) {
    const open = component.children.settled();
    if (open !== undefined) await run.activity.waiting(component, open);
    await run.failures.report({ error, path, functionName: mounted.name, kind: "live", handlers, scan: followed });
  } finally {
    run.activity.end();
  }
}

/** Stands for the component that mounted the level: it does not run itself. */
function scopeOf(run: Run, { group, handlers, host, mounted }: FollowedLevel): MountScope {
  const component = new Component({
    handlers,
    run,
    parent: undefined,
    path: host,
    key: componentKey(host),
    functionName: mounted.name,
    stored: NOTHING_STORED,
    wantsDependencies: false,
    previousMayBeMissing: false,
    reason: NOT_MEMOIZED,
  });
  return { run, component, recorder: component.recorder, frame: undefined, prefix: [], handlers, group };
}
