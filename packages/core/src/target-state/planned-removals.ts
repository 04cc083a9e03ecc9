import type { Run } from "../app/run.ts";
import { type StoredRecord, unreadableRecord } from "../component/component-record.ts";
import { readRecord } from "../component/record-codec.ts";
import { pathIfReadable } from "../component/component-path.ts";
import { noteStoredLevels } from "../component/deep-levels.ts";
import { type Entry, pagesOf } from "../store/index.ts";
import type { BareLevels } from "./bare-levels.ts";
import { readEntries, type StoredComponentEntry } from "./own-entries.ts";
import { decodeRemoval, type Removal } from "./removal.ts";
import type { TrackedState } from "./tracked-state.ts";

const PAGE = 256;
/** Of components whose records have this many bytes the owners are looked up at once: the more, the less often one block of them is read. */
const BYTES_AT_ONCE = 512 * 1024;

/** A removal that stands in the store, under the key of its component. */
export interface PlannedRemoval extends Removal {
  readonly key: Uint8Array;
}

/** Whether a state is to be deleted: every state of a component that is gone, those not declared of one that stays. */
export function isRemoved(removal: PlannedRemoval, state: TrackedState): boolean {
  return removal.what === "component" || !state.declared;
}

/**
 * The removals to carry out, in pages. Components of one page are equally deep, and those further up come first: so
 * none of a page stands beneath another.
 */
export async function* plannedRemovals(run: Run): AsyncGenerator<readonly PlannedRemoval[]> {
  for await (const entries of pagesOf(run.state, "removal", { limit: PAGE })) {
    const stale: Uint8Array[] = [];
    const byDepth = new Map<number, PlannedRemoval[]>();
    for (const { key, value } of entries) {
      if (pathIfReadable(key) === undefined) continue; // damaged: of no component
      const removal = { key, ...decodeRemoval(value) };
      const seen = run.presence.of(key);
      if (seen === "elsewhere") continue; // planned by another run, or left over from it
      const isBack = removal.what === "component" && seen !== "unseen";
      // A component that is back is not gone. One that failed keeps the mark: what was deleted of it is not written again.
      if (isBack && (seen === "ran" || seen === "hit")) stale.push(key);
      else if (!isBack && !mayComeBack(run, removal)) {
        const depth = Buffer.from(key).readUInt16BE(0);
        byDepth.set(depth, [...(byDepth.get(depth) ?? []), removal]);
      }
    }
    await forgetRemovals(run, stale);
    yield* byDepth.values();
  }
}

/** Whether the component lies beneath one that failed and may be about to mount it; but for one of which something is deleted. */
function mayComeBack(run: Run, { begun, key, what }: PlannedRemoval): boolean {
  return what === "component" && !begun && run.presence.isBeneathFailure(key);
}

export async function forgetRemovals(run: Run, keys: readonly Uint8Array[]): Promise<void> {
  if (keys.length > 0) await run.state.commit(keys.map((key) => ({ kind: "delete", table: "removal", key })));
}

/** Which target states of components are read, and whether it has to be asked who owns them. */
export interface StatesToRead {
  /** Default: all of them. */
  readonly which?: "all" | "containers";
  /** Default: asked. */
  readonly owners?: "asked" | "known";
}

/** The components of these keys; `undefined` for one of which nothing is stored. */
export async function componentsOf(
  run: Run,
  keys: readonly Uint8Array[],
  { owners, which }: StatesToRead = {},
): Promise<(StoredComponentEntry | undefined)[]> {
  const values = await run.state.read("component", keys);
  const found = values.map((value, index) =>
    value === undefined ? undefined : { key: keys[index] as Uint8Array, value },
  );
  const entries = await readEntries(
    run,
    found.filter((entry) => entry !== undefined),
    which,
    owners,
  );
  return found.map((entry) => (entry === undefined ? undefined : entries.shift()));
}

/** Takes components out of their page as they are stored: nobody else is given them. */
export interface EntrySieve {
  takes(entry: Entry): boolean;
  /** Looks into what it did not take for want of knowing something; true where some are to be shown to it again. */
  again?(): Promise<boolean>;
  /** Whether it holds some of the page: then that is given even if nothing is left of it. */
  readonly waiting?: boolean;
}

/**
 * The components mounted by this one, in pages; but for those that another component mounts now.
 * `bare`: of those that have nothing to be deleted it is counted only how many there are. `leaves`: takes some of the others.
 */
export async function* componentsBeneath(
  run: Run,
  { key, record }: StoredComponentEntry,
  { owners, which }: StatesToRead = {},
  bare?: BareLevels,
  leaves?: EntrySieve,
): AsyncGenerator<StoredComponentEntry[]> {
  for (const prefix of await noteStoredLevels(run, key, record.levels)) {
    if (bare?.pass(prefix) === true) continue;
    const sieve = bare?.sieve(prefix);
    for await (const page of pagesOf(run.state, "component", {
      prefix,
      limit: PAGE,
      ...(owners === "known" ? {} : { bytes: BYTES_AT_ONCE }),
    })) {
      const isLeft = (entry: Entry): boolean => leaves?.takes(entry) !== true;
      let gone = page.filter(
        (entry) => run.presence.of(entry.key) === "unseen" && sieve?.takes(entry) !== true && isLeft(entry),
      );
      if ((await leaves?.again?.()) === true) gone = gone.filter(isLeft);
      if (gone.length > 0 || leaves?.waiting === true) yield await readEntries(run, gone, which, owners);
    }
    sieve?.done();
  }
}

/** The records of all components that are stored, in pages. */
export async function* storedRecords(run: Run): AsyncGenerator<StoredRecord[]> {
  for await (const page of pagesOf(run.state, "component", { limit: PAGE })) {
    yield page.map(({ value }) => readRecord(value) ?? unreadableRecord);
  }
}
