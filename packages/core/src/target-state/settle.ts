import { absent, decodeKey, decodeKeyPath } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { type ComponentRecord, decodeRecord } from "../component/component-record.ts";
import { storedLevelPrefix } from "../component/levels.ts";
import { byteText } from "../internal/byte-text.ts";
import { Deletion } from "./deletion.ts";
import { reconcile } from "./reconcile.ts";
import { decodeRemoval, type Removal } from "./removal.ts";
import { childTargetPath } from "./target-path.ts";

const PAGE = 256;
const NO_PREFIX = new Uint8Array(0);

interface StoredComponentEntry {
  readonly key: Uint8Array;
  readonly record: ComponentRecord;
}

interface PlannedRemoval extends Removal {
  readonly key: Uint8Array;
}

/**
 * Ends a run (rules T4, T5): deletes the components that are gone and the states that nobody declares any more, unless
 * another component took them over meanwhile. What cannot be deleted stays planned, and is tried again by the next run.
 */
export async function settleRemovals(run: Run): Promise<void> {
  await run.commits.flush();
  const dropped = await findDroppedContainers(run);
  const last: { removal: PlannedRemoval; entry: StoredComponentEntry }[] = [];
  const failed = new Set<string>();
  const finished: Uint8Array[] = [];
  for await (const removal of removals(run)) {
    let whole: Promise<void>[] = [];
    let containers = false;
    for await (const entry of entriesOf(run, removal)) {
      if (hasDropped(entry, removal, dropped)) {
        last.push({ removal, entry });
        containers = true;
        continue;
      }
      whole.push(remove(run, removal, entry, dropped, failed));
      if (whole.length >= PAGE) {
        await Promise.all(whole);
        whole = [];
      }
    }
    await Promise.all(whole);
    if (!containers && !failed.has(byteText(removal.key))) finished.push(removal.key);
    if (finished.length >= PAGE) await forget(run, finished.splice(0));
  }
  await Promise.all(last.map(({ removal, entry }) => remove(run, removal, entry, dropped, failed)));
  for (const { removal } of last) if (!failed.has(byteText(removal.key))) finished.push(removal.key);
  await forget(run, finished);
}

async function forget(run: Run, keys: readonly Uint8Array[]): Promise<void> {
  if (keys.length > 0) await run.state.commit(keys.map((key) => ({ kind: "delete", table: "removal", key })));
}

async function remove(
  run: Run,
  removal: PlannedRemoval,
  entry: StoredComponentEntry,
  dropped: ReadonlySet<string>,
  failed: Set<string>,
): Promise<void> {
  const path = decodeKeyPath(entry.key.subarray(2));
  try {
    for (const group of entry.record.targets) await run.providers.resolve(group.provider);
    await run.commits.submit(
      new Deletion({
        run,
        key: entry.key,
        record: entry.record,
        whole: removal.what === "component",
        removalKey: removal.key,
        removalIs: removal.what,
        dropped,
      }),
    );
  } catch (error) {
    failed.add(byteText(removal.key));
    run.stats.removals.failed += 1;
    await run.failures.report({
      error,
      path,
      functionName: undefined,
      kind: "delete",
      handlers: run.failures.environmentHandlers,
    });
  }
}

/** Containers that will be deleted: their children go with them. One that the user manages stays, and is none. */
async function findDroppedContainers(run: Run): Promise<Set<string>> {
  const dropped = new Set<string>();
  for await (const removal of removals(run)) {
    for await (const entry of entriesOf(run, removal)) {
      for (const group of entry.record.targets) {
        for (const state of group.states) {
          if (state.container === undefined || (removal.what === "states" && state.declared)) continue;
          if (!(await resolvable(run, group.provider))) continue;
          const handler = run.providers.handler(group.provider);
          if (handler === undefined) continue;
          const { action } = reconcile(handler, decodeKey(state.key), absent, state);
          if (action !== undefined) dropped.add(byteText(childTargetPath(group.provider, state.key)));
        }
      }
    }
  }
  return dropped;
}

async function resolvable(run: Run, provider: Uint8Array): Promise<boolean> {
  try {
    return await run.providers.resolve(provider);
  } catch {
    return false; // said when the deletion itself is tried
  }
}

function hasDropped(entry: StoredComponentEntry, removal: PlannedRemoval, dropped: ReadonlySet<string>): boolean {
  if (dropped.size === 0) return false;
  return entry.record.targets.some((group) =>
    group.states.some(
      (state) =>
        state.container !== undefined &&
        (removal.what === "component" || !state.declared) &&
        dropped.has(byteText(childTargetPath(group.provider, state.key))),
    ),
  );
}

async function* removals(run: Run): AsyncGenerator<PlannedRemoval> {
  let after: Uint8Array | undefined;
  for (;;) {
    const page = await run.state.page("removal", { prefix: NO_PREFIX, limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { key, value } of page) {
      const removal = { key, ...decodeRemoval(value) };
      // A component that is back is not gone, also when it failed this time.
      if (removal.what === "states" || run.presence.of(key) === "unseen") yield removal;
    }
    if (page.length < PAGE) return;
    after = page.at(-1)?.key;
  }
}

/** The components that a removal is about: one, or a whole subtree with those beneath first. */
async function* entriesOf(run: Run, removal: PlannedRemoval): AsyncGenerator<StoredComponentEntry> {
  const [bytes] = await run.state.read("component", [removal.key]);
  if (bytes === undefined) return;
  const record = decodeRecord(bytes);
  if (removal.what === "component") yield* beneath(run, removal.key, record);
  yield { key: removal.key, record };
}

async function* beneath(run: Run, key: Uint8Array, record: ComponentRecord): AsyncGenerator<StoredComponentEntry> {
  const path = decodeKeyPath(key.subarray(2));
  for (const level of record.levels) {
    const prefix = storedLevelPrefix(path, level);
    let after: Uint8Array | undefined;
    for (;;) {
      const page = await run.state.page("component", { prefix, limit: PAGE, ...(after === undefined ? {} : { after }) });
      for (const entry of page) {
        const child = decodeRecord(entry.value);
        yield* beneath(run, entry.key, child);
        yield { key: entry.key, record: child };
      }
      if (page.length < PAGE) break;
      after = page.at(-1)?.key;
    }
  }
}
