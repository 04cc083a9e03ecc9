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
 * `"containers"`: without all other states in any case, for to check those takes longest.
 * `"known"`: it is known that each state has the owner that tracks it.
 */
export async function readEntries(
  run: Run,
  entries: readonly Entry[],
  which: "all" | "containers" = "all",
  owners: "asked" | "known" = "asked",
): Promise<StoredComponentEntry[]> {
  const read: StoredComponentEntry[] = [];
  for (const entry of entries) {
    const record = readRecord(entry.value, which);
    read.push(record === undefined ? await unreadable(run, entry.key) : { key: entry.key, record });
  }
  const groups = read.flatMap(({ record }) => record.targets);
  if (groups.length === 0) return read;
  await run.lostOwners.mendContainersOf(groups);
  return owners === "known" ? read : ownStates(run, read);
}

/**
 * Whether all of an app, with so many target states, can be deleted without asking for their owners: as many are noted.
 * No two components have a state in common then, and of one that was noted as another one's that one is gone as well.
 */
export async function haveTheirOwners(run: Run, states: number): Promise<boolean> {
  return states > 0 && (await run.state.count("owner")) === states;
}

/** The components without the states that are noted as another one's. */
async function ownStates(run: Run, read: readonly StoredComponentEntry[]): Promise<StoredComponentEntry[]> {
  const hashes = read.flatMap(({ record }) => ownerHashes(record.targets));
  let owners = await run.state.read("owner", hashes);
  if (someWrong(run, read, owners)) {
    await run.lostOwners.mend();
    owners = await run.state.read("owner", hashes);
  }
  let at = 0;
  return read.map(({ key, record }) => {
    const foreign = new Set<TrackedState>();
    for (const { provider, states } of record.targets) {
      for (const state of states) {
        const owner = owners[at++];
        if (owner === undefined || sameBytes(owner, key)) continue;
        foreign.add(state);
        run.unreadable("foreign", formatTargetPath(childTargetPath(provider, state.key)));
      }
    }
    if (foreign.size === 0) return { key, record };
    const targets = filterTracked(record.targets, (state) => !foreign.has(state));
    return { key, record: { ...record, targets } };
  });
}

/** What the states stand for in the table of owners, one after another. */
function ownerHashes(targets: readonly TrackedGroup[]): Uint8Array[] {
  return targets.flatMap(({ provider, states }) => states.map(({ key }) => ownerHash(childTargetPath(provider, key))));
}

/** Whether one of the states is noted as nobody's, or where strays are adopted as another component's. */
function someWrong(
  run: Run,
  read: readonly StoredComponentEntry[],
  owners: readonly (Uint8Array | undefined)[],
): boolean {
  let at = 0;
  for (const { key, record } of read) {
    for (const { states } of record.targets) {
      for (const end = at + states.length; at < end; at++) {
        const owner = owners[at];
        if (owner === undefined || (run.lostOwners.adoptsStray && !sameBytes(owner, key))) return true;
      }
    }
  }
  return false;
}

/** Of a record that cannot be read only the levels are known, by what is stored on them. */
async function unreadable(run: Run, key: Uint8Array): Promise<StoredComponentEntry> {
  const path = pathOfKey(key);
  run.unreadable("gone", formatPath(path));
  return { key, record: { ...unreadableRecord, levels: await lostLevels(run.state, path) } };
}
