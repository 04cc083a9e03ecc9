import type { Run } from "../app/run.ts";
import { readerOfLeafStates } from "../component/record-codec.ts";
import { byteText } from "../internal/byte-text.ts";
import type { BareLevels } from "./bare-levels.ts";
import { isDropped } from "./dropped-container.ts";
import type { StoredComponentEntry } from "./own-entries.ts";
import {
  componentsBeneath,
  componentsOf,
  type EntrySieve,
  isRemoved,
  type PlannedRemoval,
  plannedRemovals,
  type StatesToRead,
} from "./planned-removals.ts";
import { childTargetPath, pathsAbove } from "./target-path.ts";
import { countPlainStates } from "./tracked-state-codec.ts";

/** Containers of one component that go with all their children. */
export interface Drop {
  readonly removal: PlannedRemoval;
  readonly key: Uint8Array;
  /** As text. */
  readonly paths: Set<string>;
}

/** Looks through all that a run is about to delete, for containers: they come before what is in them. */
export class GoneContainers {
  /** Paths, as text, of those that are dropped with all beneath them. */
  readonly dropped: Set<string> = new Set();
  /** Paths, as text, of those that stay, and of which nothing shall be known any more. */
  readonly forgotten: Set<string> = new Set();
  /** How deep those stand that are forgotten: 1 for those that lie in no other. */
  readonly depths: Set<number> = new Set();
  /** How many removals were looked through. */
  removals = 0;
  /** How many components, without those that were found bare. */
  components = 0;
  /** How many target states they have, containers and others. */
  states = 0;
  readonly #run: Run;
  readonly #bare: BareLevels | undefined;
  /** Before an update deletes anything, all that is to be deleted is read: a lost owner is found in time. */
  readonly #sought: StatesToRead;
  readonly #counted: EntrySieve | undefined;

  constructor(run: Run, dropsApp: boolean, bare: BareLevels | undefined) {
    this.#run = run;
    this.#bare = bare;
    this.#sought = { which: dropsApp ? "containers" : "all" };
    this.#counted = bare === undefined ? undefined : { takes: ({ value }) => this.#countStored(value) };
  }

  /** Finds them; gives those that are dropped, by the key of their component as text. */
  async find(): Promise<Map<string, Drop>> {
    const found = new Map<string, Drop>();
    for await (const page of plannedRemovals(this.#run)) {
      const keys = page.map(({ key }) => key);
      for (const [index, entry] of (await componentsOf(this.#run, keys, this.#sought)).entries()) {
        const removal = page[index] as PlannedRemoval;
        this.removals += 1;
        if (entry !== undefined) await this.#findIn(removal, entry, found);
      }
    }
    for (const { paths } of found.values()) {
      for (const path of paths) if (pathsAbove(path).some((above) => this.dropped.has(above))) paths.delete(path);
    }
    return found;
  }

  async #findIn(removal: PlannedRemoval, entry: StoredComponentEntry, found: Map<string, Drop>): Promise<void> {
    this.#count(entry);
    for (const group of entry.record.targets) {
      for (const state of group.states) {
        if (state.container === undefined || !isRemoved(removal, state)) continue;
        const path = byteText(childTargetPath(group.provider, state.key));
        if (await isDropped(this.#run, group, state)) {
          this.dropped.add(path);
          const drop = found.get(byteText(entry.key)) ?? { removal, key: entry.key, paths: new Set() };
          found.set(byteText(entry.key), { ...drop, paths: drop.paths.add(path) });
        } else {
          this.forgotten.add(path);
          this.depths.add(pathsAbove(path).length + 1);
        }
      }
    }
    if (removal.what === "states" || entry.record.levels.length === 0) return;
    for await (const page of componentsBeneath(this.#run, entry, this.#sought, this.#bare, this.#counted)) {
      for (const below of page) {
        if (below.record.levels.length > 0 || below.record.targets.length > 0)
          await this.#findIn(removal, below, found);
        else this.#count(below);
      }
    }
  }

  #count({ record }: StoredComponentEntry): void {
    this.components += 1;
    this.states += record.stateCount;
  }

  /** Counts a component as it is stored; false where others stand beneath it, or it has containers, or cannot be read. */
  #countStored(value: Uint8Array): boolean {
    const reader = readerOfLeafStates(value);
    const states = reader === undefined ? undefined : countPlainStates(reader);
    if (states === undefined) return false;
    this.components += 1;
    this.states += states;
    return true;
  }
}
