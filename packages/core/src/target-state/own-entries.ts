import type { Run } from "../app/run.ts";
import { formatPath, pathOfKey } from "../component/component-path.ts";
import { type StoredRecord, unreadableRecord } from "../component/component-record.ts";
import { lostLevels } from "../component/lost-levels.ts";
import { readRecord } from "../component/record-codec.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { Entry } from "../store/index.ts";
import { childTargetPath, formatTargetPath, ownerHash } from "./target-path.ts";
import { filterTracked, type TrackedGroup, type TrackedState } from "./tracked-state.ts";

/** A component as it is stored. */
export interface StoredComponentEntry {
  readonly key: Uint8Array;
  readonly record: StoredRecord;
  /** The paths of its target states, and what they stand for in the table of owners: of those that were checked. */
  readonly places: ReadonlyMap<TrackedState, StatePlace>;
}

export interface StatePlace {
  /** The encoded path. */
  readonly path: Uint8Array;
  /** The hash of the path. */
  readonly hash: Uint8Array;
}

/**
 * Reads components of which something is to be deleted. States that are noted as another component's are left out: to
 * delete them on the word of a damaged store would take data from the target. Those of nobody are given back first.
 * `"containers"`: without all other states in any case, for to check those takes longest.
 */
export async function readEntries(
  run: Run,
  entries: readonly Entry[],
  which: "all" | "containers" = "all",
): Promise<StoredComponentEntry[]> {
  const read: StoredComponentEntry[] = [];
  for (const entry of entries) {
    const record = readRecord(entry.value, which);
    read.push(
      record === undefined
        ? await unreadable(run, entry.key)
        : { key: entry.key, record, places: placesOf(record.targets) },
    );
  }
  const hashes: Uint8Array[] = [];
  const keys: Uint8Array[] = [];
  for (const { key, places } of read) {
    for (const { hash } of places.values()) {
      hashes.push(hash);
      keys.push(key);
    }
  }
  await run.lostOwners.mendContainersOf(read.flatMap(({ record }) => record.targets));
  let owners = await run.state.read("owner", hashes);
  const isWrong = (owner: Uint8Array | undefined, index: number): boolean =>
    owner === undefined || (run.lostOwners.adoptsStray && !sameBytes(owner, keys[index] as Uint8Array));
  if (owners.some(isWrong)) {
    await run.lostOwners.mend();
    owners = await run.state.read("owner", hashes);
  }
  let at = 0;
  return read.map(({ key, record, places }) => {
    const foreign = new Set<TrackedState>();
    for (const [state, { path }] of places) {
      const owner = owners[at++];
      if (owner === undefined || sameBytes(owner, key)) continue;
      foreign.add(state);
      run.unreadable("foreign", formatTargetPath(path));
    }
    if (foreign.size === 0) return { key, record, places };
    const targets = filterTracked(record.targets, (state) => !foreign.has(state));
    return { key, record: { ...record, targets }, places };
  });
}

function placesOf(targets: readonly TrackedGroup[]): Map<TrackedState, StatePlace> {
  const places = new Map<TrackedState, StatePlace>();
  for (const { provider, states } of targets) {
    for (const state of states) {
      const path = childTargetPath(provider, state.key);
      places.set(state, { path, hash: ownerHash(path) });
    }
  }
  return places;
}

/** Of a record that cannot be read only the levels are known, by what is stored on them. */
async function unreadable(run: Run, key: Uint8Array): Promise<StoredComponentEntry> {
  const path = pathOfKey(key);
  run.unreadable("gone", formatPath(path));
  return { key, places: new Map(), record: { ...unreadableRecord, levels: await lostLevels(run.state, path) } };
}
