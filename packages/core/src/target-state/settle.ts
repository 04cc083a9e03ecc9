import type { Run } from "../app/run.ts";
import { readRecord } from "../component/record-codec.ts";
import { byteText } from "../internal/byte-text.ts";
import { countDeletion, Deletion, type DeletionMode, reportFailedDeletion } from "./deletion.ts";
import { BareLevels } from "./bare-levels.ts";
import {
  componentsBeneath,
  componentsOf,
  forgetRemovals,
  isRemoved,
  type PlannedRemoval,
  plannedRemovals,
  type StatesToRead,
  storedRecords,
} from "./planned-removals.ts";
import { type Drop, GoneContainers } from "./gone-containers.ts";
import { KnownLevels } from "./known-levels.ts";
import { LateDeletions } from "./late-deletions.ts";
import { LeafDeletions } from "./leaf-deletions.ts";
import { haveTheirOwners, type StoredComponentEntry } from "./own-entries.ts";
import { childTargetPath, liesIn, pathsAbove } from "./target-path.ts";
import type { TrackedGroup, TrackedState } from "./tracked-state.ts";

/** So many components with others beneath them are gone into at once. */
const SUBTREES_AT_ONCE = 16;
/** Of a larger app it is noted what is gone as its drop goes on: one that is broken off does not begin anew. */
const SMALL_APP = 32_768;

/**
 * Ends a run (rules T4, T5): deletes the components that are gone and the states that nobody declares any more, unless
 * another component took them over. What cannot be deleted, or is left when the run is stopped, the next run tries again.
 */
export async function settleRemovals(run: Run): Promise<void> {
  await run.commits.flush();
  await new Settlement(run, false).carryOut();
}

/**
 * The same where the app is dropped: if nothing is left in the targets, all that is stored goes with the app, and need
 * not go piece by piece. What is stored then says as little as after a crash: that everything may be gone. True if nothing
 * is left of any component that is stored.
 */
export async function settleDrop(run: Run): Promise<boolean> {
  return new Settlement(run, true).carryOut();
}

/**
 * The order is what makes it safe to break off anywhere: containers that are dropped go first, for until then their
 * children are tracked; those that stay (the user manages them) are forgotten last, innermost first, for without them
 * their children could not be deleted; and a component stays stored as long as something beneath it does.
 */
class Settlement {
  readonly #run: Run;
  readonly #found: GoneContainers;
  /** Paths, as text, of containers that are dropped with all beneath them. */
  readonly #dropped: Set<string>;
  /** Paths, as text, of containers that could not be dropped: nothing beneath them is touched. */
  readonly #blocked = new Set<string>();
  /** Paths, as text, of containers that stay, and of which nothing shall be known any more. */
  readonly #forgotten: ReadonlySet<string>;
  /** Paths, as text, of containers of what could not be deleted: they are not forgotten. */
  readonly #needed = new Set<string>();
  /** Keys, as text, of components of which something could not be deleted. */
  readonly #failed = new Set<string>();
  /** Plans of which it is stored that they have begun. */
  readonly #begun = new Set<PlannedRemoval>();
  readonly #late: LateDeletions;
  readonly #dropsApp: boolean;
  /** Where all that is stored goes, and nobody is to be told of each. */
  readonly #bare: BareLevels | undefined;
  readonly #levels: KnownLevels;
  /** Keys, as text, of components that were deleted and are still stored: another pass does not come back to them. */
  readonly #applied = new Set<string>();
  /** Whether all that need not wait was come to. */
  #once = false;
  #read: StatesToRead = {};
  #mode: DeletionMode = "whole";

  constructor(run: Run, dropsApp: boolean) {
    this.#run = run;
    this.#late = new LateDeletions(run);
    this.#dropsApp = dropsApp;
    this.#bare = dropsApp && run.emit === undefined ? new BareLevels(run) : undefined;
    this.#found = new GoneContainers(run, dropsApp, this.#bare);
    this.#dropped = this.#found.dropped;
    this.#forgotten = this.#found.forgotten;
    this.#levels = new KnownLevels(run, this.#dropped, this.#blocked);
  }

  async carryOut(): Promise<boolean> {
    const drops = await this.#found.find();
    if (this.#dropsApp && (await haveTheirOwners(this.#run, this.#found.states))) this.#read = { owners: "known" };
    await Promise.all([...drops.values()].map((drop) => this.#drop(drop)));
    const components = this.#found.components + (this.#bare?.found ?? 0);
    const atOnce = this.#dropsApp && this.#found.removals === 1 && !this.#forgotten.size && components <= SMALL_APP;
    const deletedBefore = this.#run.stats.deleted;
    const stored = atOnce ? await this.#run.state.count("component") : 0;
    if (atOnce) this.#mode = "applied";
    this.#bare?.beginDeleting();
    await this.#pass(Number.POSITIVE_INFINITY);
    this.#once = true;
    this.#bare?.endDeleting();
    while (this.#late.next()) await this.#pass(Number.POSITIVE_INFINITY);
    if (atOnce) {
      // Stopped: not known how far it came. Else what did not fail is gone.
      if (this.#run.signal.aborted || this.#run.storeFailure !== undefined) return false;
      const deleted = this.#run.stats.deleted - deletedBefore;
      if (this.#failed.size === 0 && deleted === stored) return true;
      this.#mode = "noted";
      await this.#pass(Number.POSITIVE_INFINITY);
    }
    if (this.#forgotten.size > 0) await this.#findNeeded();
    for (const depth of [...this.#found.depths].sort((a, b) => b - a)) await this.#pass(depth);
    return false;
  }

  async #drop({ key, paths, removal }: Drop): Promise<void> {
    const [entry] = paths.size === 0 ? [] : await componentsOf(this.#run, [key], this.#read);
    if (entry === undefined) return; // all of them go with others
    const deletes = (state: TrackedState, group: TrackedGroup): boolean =>
      state.container !== undefined && paths.has(byteText(childTargetPath(group.provider, state.key)));
    if (await this.#submit(removal, entry, deletes, true)) return;
    for (const path of paths) {
      this.#dropped.delete(path);
      this.#blocked.add(path);
    }
  }

  /** A component that failed, or that was hit, may still have something in a container that is not declared any more. */
  async #findNeeded(): Promise<void> {
    for await (const page of storedRecords(this.#run)) {
      for (const group of page.flatMap(({ targets }) => targets)) {
        if (!liesIn(group.provider, this.#forgotten)) continue;
        const path = (state: TrackedState): string => byteText(childTargetPath(group.provider, state.key));
        if (group.states.every((state) => this.#forgotten.has(path(state)))) continue;
        for (const container of pathsAbove(byteText(group.provider), true)) this.#needed.add(container);
      }
    }
  }

  /** Deletes what can be deleted: of the containers that are only forgotten those at `depth`. */
  async #pass(depth: number): Promise<void> {
    for await (const page of plannedRemovals(this.#run)) {
      if (this.#run.signal.aborted) return;
      const keys = page.map(({ key }) => key);
      const entries = await componentsOf(this.#run, keys, this.#read);
      const done = await Promise.all(page.map((removal, index) => this.#remove(removal, entries[index], depth)));
      if (this.#mode === "applied") continue; // else nothing would tell the next run that all may be gone
      await forgetRemovals(
        this.#run,
        page.filter((_, index) => done[index]).map((removal) => removal.key),
      );
    }
  }

  /** Whether nothing is left of it. */
  async #remove(removal: PlannedRemoval, entry: StoredComponentEntry | undefined, depth: number): Promise<boolean> {
    if (entry === undefined) return true;
    return removal.what === "states"
      ? this.#removeOwn(removal, entry, depth, true)
      : this.#removeTree(removal, entry, depth);
  }

  async #removeTree(removal: PlannedRemoval, entry: StoredComponentEntry, depth: number): Promise<boolean> {
    let clear = true;
    const run = this.#run;
    const bare = this.#mode === "applied" ? this.#bare : undefined;
    const isDirect = bare !== undefined && this.#read.owners === "known";
    const direct = isDirect ? new LeafDeletions(run, removal, this.#levels, this.#begun, this.#once) : undefined;
    for await (const page of componentsBeneath(run, entry, this.#read, bare, direct)) {
      if (run.signal.aborted) return false;
      for (const [leaf, error] of (await direct?.carryOut()) ?? []) {
        clear = false;
        await this.#fail(removal, leaf.key, readRecord(leaf.value)?.targets ?? [], error);
      }
      const leaves = page.filter((below) => below.record.levels.length === 0);
      const others = page.filter((below) => below.record.levels.length > 0);
      const removed = await Promise.all(leaves.map((leaf) => this.#removeOwn(removal, leaf, depth, false)));
      for (let at = 0; at < others.length; at += SUBTREES_AT_ONCE) {
        const some = others.slice(at, at + SUBTREES_AT_ONCE);
        removed.push(...(await Promise.all(some.map((below) => this.#removeTree(removal, below, depth)))));
      }
      clear &&= removed.every(Boolean);
    }
    return this.#removeOwn(removal, entry, depth, !clear);
  }

  /** Deletes the states of one component that can go by now; with the last one goes its record, unless it is kept. */
  async #removeOwn(
    removal: PlannedRemoval,
    entry: StoredComponentEntry,
    depth: number,
    keepsRecord: boolean,
  ): Promise<boolean> {
    const text = byteText(entry.key);
    if (this.#failed.has(text)) return false;
    if (this.#mode === "applied" && this.#applied.has(text)) return true;
    let all = true;
    let mode = this.#mode;
    let states = 0;
    const left = new Set<TrackedState>();
    for (const group of entry.record.targets) {
      const blocked = liesIn(group.provider, this.#blocked);
      const gone = liesIn(group.provider, this.#dropped);
      const waits = gone || mode === "noted" ? undefined : await this.#late.waiting(group);
      if (waits !== undefined) mode = "whole"; // what came before is noted as gone when the late ones have their turn
      states += group.states.length;
      for (const state of group.states) {
        const path = state.container === undefined ? undefined : byteText(childTargetPath(group.provider, state.key));
        if (!isRemoved(removal, state)) left.add(state);
        else if (blocked || waits?.(state) === true || (path !== undefined && !gone && this.#waits(path, depth))) {
          left.add(state);
          all = false;
        }
      }
    }
    const whole = removal.what === "component";
    if (left.size === states && (keepsRecord || !all)) return all && !whole;
    if (!(await this.#submit(removal, entry, (state) => !left.has(state), keepsRecord, mode))) return false;
    if (mode === "applied" && all && !keepsRecord) this.#applied.add(text);
    return all && (!whole || !keepsRecord);
  }

  /** Whether a container stays for now. */
  #waits(path: string, depth: number): boolean {
    return this.#blocked.has(path) || this.#needed.has(path) || pathsAbove(path).length + 1 < depth;
  }

  async #submit(
    removal: PlannedRemoval,
    entry: StoredComponentEntry,
    deletes: (state: TrackedState, group: TrackedGroup) => boolean,
    keepsRecord: boolean,
    mode: DeletionMode = this.#mode,
  ): Promise<boolean> {
    const { key, record } = entry;
    const run = this.#run;
    if (run.signal.aborted) return false; // nothing more is begun: the next run goes on
    if (mode === "applied" && record.targets.length === 0 && removal.what === "component" && !keepsRecord) {
      countDeletion(run, key); // nothing is to be deleted of it, nor noted
      return true;
    }
    const wentWithContainer = (group: TrackedGroup): boolean => liesIn(group.provider, this.#dropped);
    try {
      for (const group of record.targets) if (!wentWithContainer(group)) await run.providers.resolve(group.provider);
      const begun = this.#begun;
      await run.commits.submit(
        new Deletion({ run, entry, removal, deletes, wentWithContainer, keepsRecord, mode, begun }),
      );
      return true;
    } catch (error) {
      await this.#fail(removal, key, record.targets, error);
      return false;
    }
  }

  async #fail(
    removal: PlannedRemoval,
    key: Uint8Array,
    targets: readonly TrackedGroup[],
    error: unknown,
  ): Promise<void> {
    this.#failed.add(byteText(key));
    for (const { provider } of targets)
      for (const above of pathsAbove(byteText(provider), true)) this.#needed.add(above);
    await reportFailedDeletion(this.#run, key, removal, error);
  }
}
