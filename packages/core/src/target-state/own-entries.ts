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
}

/**
 * Reads components of which something is to be deleted. States that are noted as another component's are left out: to
 * delete them on the word of a damaged store would take data from the target. Those of nobody are given back first.
 */
export async function readEntries(run: Run, entries: readonly Entry[]): Promise<StoredComponentEntry[]> {
  const read = await Promise.all(entries.map((entry) => readEntry(run, entry)));
  const hashes = read.map(({ record }) => record.targets.map(hashesOf));
  await run.lostOwners.mendContainersOf(read.flatMap(({ record }) => record.targets));
  let owners = await run.state.read("owner", hashes.flat(2));
  const keys = read.flatMap(({ key }, index) => (hashes[index] ?? []).flat().map(() => key));
  const isWrong = (owner: Uint8Array | undefined, index: number): boolean =>
    owner === undefined || (run.lostOwners.adoptsStray && !sameBytes(owner, keys[index] as Uint8Array));
  if (owners.some(isWrong)) {
    await run.lostOwners.mend();
    owners = await run.state.read("owner", hashes.flat(2));
  }
  let at = 0;
  return read.map(({ key, record }, index) => {
    const foreign = new Set<TrackedState>();
    for (const [place, group] of record.targets.entries()) {
      for (const position of (hashes[index]?.[place] ?? []).keys()) {
        const owner = owners[at++];
        const state = group.states[position] as TrackedState;
        if (owner === undefined || sameBytes(owner, key)) continue;
        foreign.add(state);
        run.unreadable("foreign", formatTargetPath(childTargetPath(group.provider, state.key)));
      }
    }
    if (foreign.size === 0) return { key, record };
    return { key, record: { ...record, targets: filterTracked(record.targets, (state) => !foreign.has(state)) } };
  });
}

function hashesOf({ provider, states }: TrackedGroup): Uint8Array[] {
  return states.map((state) => ownerHash(childTargetPath(provider, state.key)));
}

/** Of a record that cannot be read only the levels are known, by what is stored on them. */
async function readEntry(run: Run, { key, value }: Entry): Promise<StoredComponentEntry> {
  const record = readRecord(value);
  if (record !== undefined) return { key, record };
  const path = pathOfKey(key);
  run.unreadable("gone", formatPath(path));
  return { key, record: { ...unreadableRecord, levels: await lostLevels(run.state, path) } };
}
