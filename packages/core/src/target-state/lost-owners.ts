import type { Run } from "../app/run.ts";
import { keysAbove, pathIfReadable } from "../component/component-path.ts";
import { readRecord } from "../component/record-codec.ts";
import { byteText, bytesOfText, sameBytes } from "../internal/byte-text.ts";
import { type Change, type Entry, pagesOf } from "../store/index.ts";
import { childTargetPath, formatTargetPath, isAttachmentPath, ownerHash, pathsAbove } from "./target-path.ts";
import { findTracked, type TrackedGroup, type TrackedState } from "./tracked-state.ts";

/** A tracked state with what the owner table says of it. */
interface Tracked {
  readonly component: Uint8Array;
  readonly state: TrackedState;
  readonly path: Uint8Array;
  readonly hash: Uint8Array;
  readonly owner: Uint8Array | undefined;
}

/**
 * Gives target states whose owner entry is lost back to the components that track them. The whole store is looked
 * through, so it is done only where one was found to be missing, once a run, and before anything is deleted (a run that settles
 * reads all that is gone before it deletes any of it).
 */
export class LostOwners {
  /**
   * Whether entries that name a component which does not track the state count as lost too: where all of an app is
   * deleted or done anew, nobody is left that wants the state and would not say so.
   */
  adoptsStray = false;
  #mended: Promise<void> | undefined;
  /** Paths, as text, of the containers whose owner is known to be noted, or to have been looked for. */
  readonly #containers = new Set<string>();
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Looks for all of them, once a run; what is found is said in the log. */
  mend(): Promise<void> {
    return (this.#mended ??= this.#mendAll());
  }

  /** Mends where the owner of a container is lost in which something is to be deleted: it could not be reached. */
  async mendContainersOf(groups: readonly Pick<TrackedGroup, "provider">[]): Promise<void> {
    const paths = new Set<string>();
    for (const { provider } of groups) {
      const text = byteText(provider);
      if (this.#containers.has(text)) continue;
      this.#containers.add(text);
      for (const path of pathsAbove(text, true)) if (!isAttachmentPath(bytesOfText(path))) paths.add(path);
    }
    if (paths.size === 0) return;
    const hashes = [...paths].map((path) => ownerHash(bytesOfText(path)));
    const owners = await this.#run.state.read("owner", hashes);
    if (owners.includes(undefined)) await this.mend();
  }

  async #mendAll(): Promise<void> {
    // Those first that still declare a state: should two components track it, it is not deleted with the other one.
    await this.#pass(async (found) => this.#living(found));
    await this.#pass(async (found) => found);
  }

  async #pass(choose: (lost: readonly Tracked[]) => Promise<readonly Tracked[]>): Promise<void> {
    const { state } = this.#run;
    for await (const page of pagesOf(state, "component")) {
      const lost = await choose(await this.#lostIn(page));
      if (lost.length === 0) continue;
      const changes: Change[] = lost.map(({ component, hash }) => ({
        kind: "put",
        table: "owner",
        key: hash,
        value: component,
      }));
      await state.commit(changes);
      this.#run.unreadable("nobody", formatTargetPath((lost[0] as Tracked).path));
    }
  }

  async #lostIn(page: readonly Entry[]): Promise<readonly Tracked[]> {
    const tracked: Omit<Tracked, "owner">[] = [];
    for (const { key: component, value } of page) {
      const record = pathIfReadable(component) === undefined ? undefined : readRecord(value);
      for (const { provider, states } of record?.targets ?? []) {
        for (const state of states) {
          const path = childTargetPath(provider, state.key);
          tracked.push({ component, state, path, hash: ownerHash(path) });
        }
      }
    }
    if (tracked.length === 0) return [];
    const hashes = tracked.map(({ hash }) => hash);
    const owners = await this.#run.state.read("owner", hashes);
    const all = tracked.map((one, index): Tracked => ({ ...one, owner: owners[index] }));
    const nobodys = all.filter(({ owner }) => owner === undefined);
    return this.adoptsStray ? [...nobodys, ...(await this.#stray(all))] : nobodys;
  }

  /** Those that are noted as a component's that does not track them. One that cannot be read may. */
  async #stray(tracked: readonly Tracked[]): Promise<Tracked[]> {
    const foreign = tracked.filter(({ component, owner }) => owner !== undefined && !sameBytes(owner, component));
    if (foreign.length === 0) return [];
    const records = await this.#run.state.read(
      "component",
      foreign.map(({ owner }) => owner as Uint8Array),
    );
    return foreign.filter(({ path }, index) => {
      const bytes = records[index];
      if (bytes === undefined) return true;
      const record = readRecord(bytes);
      return record !== undefined && findTracked(record.targets, path) === undefined;
    });
  }

  /** Those that are declared, by components that are not about to be deleted. */
  async #living(lost: readonly Tracked[]): Promise<readonly Tracked[]> {
    const declared = lost.filter(({ state }) => state.declared);
    const keys = new Map<string, Uint8Array>();
    for (const { component } of declared)
      for (const key of [component, ...keysAbove(component)]) keys.set(byteText(key), key);
    if (keys.size === 0) return [];
    const removals = await this.#run.state.read("removal", [...keys.values()]);
    const gone = new Set([...keys.keys()].filter((_, index) => removals[index] !== undefined));
    const isGone = (key: Uint8Array): boolean =>
      this.#run.presence.of(key) === "unseen" && [key, ...keysAbove(key)].some((above) => gone.has(byteText(above)));
    return declared.filter(({ component }) => !isGone(component));
  }
}
