import { formatKeyPath } from "@coco/connectorkit";
import { type ComponentRecord, decodeRecord } from "../component/component-record.ts";
import { componentKey, pathOfKey } from "../component/component-path.ts";
import { storedLevelPrefix } from "../component/levels.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { type AppState, type Entry, openStateStore, type StoreTable } from "../store/index.ts";
import { isSettled } from "../target-state/tracked-state.ts";
import { childTargetPath, formatTargetPath, ownerHash } from "../target-state/target-path.ts";

/** What a store holds of an app, with everything in it that contradicts the rest. */
export interface StoreFindings {
  /** Paths of the tracked target states, as `coco show` prints them, sorted. */
  readonly tracked: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Looks through the state of an app: every component hangs on the root by levels or on a removal, every target state is
 * tracked once and by its owner. `settled`: the last run went well, so that nothing may be left to do.
 */
export async function checkStore(path: string, app: string, settled: boolean): Promise<StoreFindings> {
  const store = await openStateStore({ path, readOnly: true });
  try {
    return await check(await store.app(app), settled);
  } finally {
    await store.close();
  }
}

async function check(state: AppState, settled: boolean): Promise<StoreFindings> {
  const problems: string[] = [];
  const records = new Map<string, ComponentRecord>();
  for (const { key, value } of await all(state, "component")) records.set(byteText(key), decodeRecord(value));
  const removals = (await all(state, "removal")).map(({ key }) => byteText(key));
  const reachable = reach(records, [byteText(componentKey([])), ...removals]);
  for (const key of records.keys()) if (!reachable.has(key)) problems.push(`orphan ${show(key)}`);
  if (settled) for (const key of removals) problems.push(`left to remove: ${show(key)}`);

  const owners = new Map((await all(state, "owner")).map(({ key, value }) => [byteText(key), byteText(value)]));
  const tracked: string[] = [];
  for (const [key, record] of records) {
    for (const group of record.targets) {
      for (const one of group.states) {
        const target = childTargetPath(group.provider, one.key);
        const name = formatTargetPath(target);
        const hash = byteText(ownerHash(target));
        const owner = owners.get(hash);
        owners.delete(hash);
        if (owner !== key)
          problems.push(
            `${name} is tracked by ${show(key)}, its owner is ${owner === undefined ? "nobody" : show(owner)}`,
          );
        if (settled && !isSettled(one)) problems.push(`${name} of ${show(key)} is not settled`);
        tracked.push(name);
      }
    }
  }
  for (const owner of owners.values()) problems.push(`an owner entry for nothing, of ${show(owner)}`);
  for (const { key } of await all(state, "functionMemo")) {
    if (records.get(byteText(key))?.hasFunctionMemos !== true)
      problems.push(`function memos of ${show(byteText(key))} that nobody reads`);
  }
  for (const { key } of await all(state, "componentState")) {
    if (records.get(byteText(key))?.hasStates !== true) problems.push(`states of ${show(byteText(key))} that nobody reads`);
  }
  return { tracked: tracked.sort(), problems };
}

function reach(records: ReadonlyMap<string, ComponentRecord>, roots: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const open = [...roots];
  const keys = [...records.keys()];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const record = records.get(key);
    if (reached.has(key) || record === undefined) continue;
    reached.add(key);
    for (const level of record.levels) {
      const prefix = byteText(storedLevelPrefix(pathOfKey(bytesOfText(key)), level));
      open.push(...keys.filter((other) => other.startsWith(prefix)));
    }
  }
  return reached;
}

async function all(state: AppState, table: StoreTable): Promise<readonly Entry[]> {
  return state.page(table, { prefix: new Uint8Array(0), limit: 1_000_000 });
}

function show(key: string): string {
  const path = pathOfKey(bytesOfText(key));
  return path.length === 0 ? "/" : formatKeyPath(path);
}
