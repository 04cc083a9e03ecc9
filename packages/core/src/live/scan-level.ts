import { Component } from "../component/component.ts";
import { componentKey, pathIfReadable, pathOfKey } from "../component/component-path.ts";
import type { MountScope } from "../component/begin-mount.ts";
import { Level } from "../component/levels.ts";
import { scanItems } from "../component/scan-items.ts";
import { type ComponentRequest, NOTHING_STORED } from "../component/run-component.ts";
import { NOT_MEMOIZED } from "../component/run-reason.ts";
import type { Run } from "../app/run.ts";
import { byteText } from "../internal/byte-text.ts";
import { runInScope } from "../internal/scope.ts";
import { removalChange } from "../target-state/removal.ts";
import type { Coverage } from "./coverage.ts";
import type { FollowedLevel } from "./followed-level.ts";
import type { LiveWork } from "./live-work.ts";

/** More changes than this are carried through by the run that found them: each of them waits in memory. */
const MOST_HANDED_OVER = 10_000;

/**
 * Looks through a live source again. What is new, changed or gone is handed over, as if the source had reported it: so
 * nothing that takes long keeps the level from what is reported meanwhile. So is all that other runs are at work on: what
 * becomes of it is not stored yet.
 */
export async function scanLevel(
  run: Run,
  followed: FollowedLevel,
  coverage: Coverage,
  handOver: (work: LiveWork) => void,
): Promise<void> {
  const { args, group, handlers, items, mounted, path } = followed;
  if (items === undefined) return;
  const busy = noteBusy(run, followed, coverage);
  const scope = scopeOf(run, followed);
  const { component } = scope;
  if (path.length > component.path.length) run.presence.noteLevel(component.path, path);
  let handedOver = 0;
  const hand = ({ args: all, key, path: place }: ComponentRequest): void =>
    handOver({ what: "component", path: place, key, mounted, args: all, handlers, group, kind: "mountEach" });
  const handsOver = (request: ComponentRequest): boolean => {
    if ((handedOver += 1) > MOST_HANDED_OVER) return false;
    hand(request);
    return true;
  };
  const gone = new Map(busy);
  const skips = (key: Uint8Array, request: () => ComponentRequest): boolean => {
    if (!gone.delete(byteText(key))) return false;
    hand(request());
    return true;
  };
  run.activity.begin();
  try {
    await runInScope(scope, async () => {
      const level = new Level(path);
      const left = busy.size === 0 ? { handsOver } : { handsOver, skips };
      const { done } = await scanItems({ scope, level, mounted, args }, items, left);
      await run.activity.waiting(component, done);
      // A key that cannot be read is damaged: whose it was is not known, so nothing of it is deleted.
      const isGone = (key: Uint8Array): boolean =>
        pathIfReadable(key) !== undefined && !busy.has(byteText(key)) && run.presence.of(key) === "unseen";
      planDeletions(run, followed, (level.absent ?? []).filter(isGone), handOver);
      for (const key of gone.values()) handOver({ what: "deletion", path: pathOfKey(key), key, handlers });
    });
  } catch (error) {
    const open = component.children.settled();
    if (open !== undefined) await run.activity.waiting(component, open);
    await run.failures.report({ error, path, functionName: mounted.name, kind: "live", handlers, scan: followed });
  } finally {
    run.activity.end();
  }
}

/** The items, by key as text, that other runs are at work on. */
function noteBusy(run: Run, { path }: FollowedLevel, coverage: Coverage): Map<string, Uint8Array> {
  const busy = new Map<string, Uint8Array>();
  for (const held of coverage.heldBeneath(path)) {
    const key = componentKey(held.slice(0, path.length + 1));
    busy.set(byteText(key), key);
    run.presence.note(key, "elsewhere");
  }
  return busy;
}

function planDeletions(
  run: Run,
  { handlers }: FollowedLevel,
  gone: readonly Uint8Array[],
  handOver: (work: LiveWork) => void,
): void {
  for (const key of gone.slice(0, MOST_HANDED_OVER))
    handOver({ what: "deletion", path: pathOfKey(key), key, handlers });
  const rest = gone.slice(MOST_HANDED_OVER);
  if (rest.length === 0) return;
  for (const key of rest) run.deletionHandlers.note(key, handlers);
  run.commits.enqueue(() => rest.map((key) => removalChange(key, "component", run.leftovers.of(key)?.begun ?? false)));
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
