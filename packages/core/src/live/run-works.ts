import { callSettled } from "../component/on-settled.ts";
import { runToEnd } from "../component/mount.ts";
import type { ComponentRequest } from "../component/run-component.ts";
import type { Run } from "../app/run.ts";
import { Recorder } from "../function/recorder.ts";
import { runInScope } from "../internal/scope.ts";
import { removalChange } from "../target-state/removal.ts";
import { settleRemovals } from "../target-state/settle.ts";
import { storeLevelOf } from "./store-level.ts";
import type { Coverage } from "./coverage.ts";
import type { ComponentWork, DeletionWork, LiveWork, SettlingWork } from "./live-work.ts";
import { scanLevel } from "./scan-level.ts";

/**
 * One run over some parts of the component tree: what it does not visit belongs to others and counts as present. It
 * settles like any run, what it deletes included. What a look through a source finds is handed over.
 */
export async function runWorks(
  run: Run,
  works: readonly LiveWork[],
  coverage: Coverage,
  handOver: (from: LiveWork, work: LiveWork) => void,
): Promise<void> {
  await run.load();
  const deletions = works.filter((work) => work.what === "deletion");
  for (const work of works) if (work.what === "component") run.presence.note(work.key, "begun");
  for (const { key } of deletions) run.presence.note(key, "gone");
  await planDeletions(run, deletions);
  await Promise.all(
    works.map(async (work) => {
      if (work.what === "component") await runComponent(run, work);
      else if (work.what === "scan") await scanLevel(run, work.level, coverage, (found) => handOver(work, found));
      else if (work.what === "settling") noteLeftover(run, work);
    }),
  );
  const complete = run.storeFailure === undefined;
  if (complete) await settleRemovals(run);
  const settled = complete && !run.signal.aborted;
  if (settled) await callSettled(run.settledCalls);
  run.deadLetters.strikeOut(run.presence, settled);
  await run.finish();
}

/** Only what is stored can be deleted: of anything else nothing was ever written. */
async function planDeletions(run: Run, deletions: readonly DeletionWork[]): Promise<void> {
  if (deletions.length === 0) return;
  const stored = await run.state.read(
    "component",
    deletions.map(({ key }) => key),
  );
  const gone = deletions.filter((_, index) => stored[index] !== undefined);
  for (const { handlers, key } of gone) run.deletionHandlers.note(key, handlers);
  run.commits.enqueue(() =>
    gone.map(({ key }) => removalChange(key, "component", run.leftovers.of(key)?.begun ?? false)),
  );
}

async function runComponent(run: Run, work: ComponentWork): Promise<void> {
  const { args, group, handlers, host, key, kind, mounted, path } = work;
  const request: ComponentRequest = { run, parent: undefined, path, key, mounted, args, handlers, wantsValue: false };
  try {
    await run.slots.acquire(path.length)?.granted;
    if (host !== undefined) await storeLevelOf(run.shared, host, path.slice(0, -1));
    const place = {
      run,
      component: undefined,
      recorder: new Recorder(),
      frame: undefined,
      prefix: [],
      handlers,
      group,
    };
    await runInScope(place, () => runToEnd(request));
  } catch (error) {
    await run.failures.report({ error, path, functionName: mounted.name, kind, handlers, again: request });
  }
}

/** What is left to be deleted is found by its key; that of a component which stays are states that it does not declare. */
function noteLeftover(run: Run, { key }: SettlingWork): void {
  run.presence.note(key, run.leftovers.of(key)?.what === "component" ? "gone" : "hit");
}
