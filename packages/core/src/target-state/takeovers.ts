import type { HandedOver } from "../component/absence.ts";
import { formatPath, pathOfKey } from "../component/component-path.ts";
import type { ComponentRecord } from "../component/component-record.ts";
import { storedLevelPrefix } from "../component/levels.ts";
import type { RunEvent } from "../event/run-event.ts";
import { byteText } from "../internal/byte-text.ts";
import { childTargetPath, formatTargetPath } from "./target-path.ts";
import { filterTracked, type TrackedGroup, type TrackedState } from "./tracked-state.ts";

/** A target state that goes from one component to another. Keys and the path are bytes as text. */
export interface Takeover {
  readonly owner: string;
  readonly path: string;
  readonly by: string;
  /**
   * What it means for the results of its former owner and of those above: `"none"` where the owner had stopped
   * declaring it, `"must run"` where only a run tells whether the owner still declares it, `"lost"` where the owner
   * declared it in this run and loses.
   */
  readonly effect: "none" | "must run" | "lost";
  /** The components above the former owner whose results hold what it declared, as keys. */
  readonly above: readonly Uint8Array[];
}

/** What components took over from one another in this run (rule T4). */
export class Takeovers {
  readonly #taken = new Map<string, Map<string, string>>();
  readonly #mustRun = new Set<string>();
  readonly #lost = new Set<string>();
  /** By component: the prefixes of levels that belong to another one now. All as text. */
  readonly #levels = new Map<string, Set<string>>();

  get isEmpty(): boolean {
    return this.#taken.size === 0 && this.#mustRun.size === 0 && this.#lost.size === 0;
  }

  /** States that others took over from the component of this key: path as text → the key, as text, of who has it now. */
  from(key: Uint8Array): ReadonlyMap<string, string> | undefined {
    return this.#taken.size === 0 ? undefined : this.#taken.get(byteText(key));
  }

  /** Whether the stored result of the component, or of one beneath it, cannot be relied on. */
  mustRun(key: Uint8Array): boolean {
    const text = byteText(key);
    return this.#mustRun.has(text) || this.#lost.has(text);
  }

  /** Whether the component, or one beneath it, lost a state that it declared in this run: no result may be stored. */
  lost(key: Uint8Array): boolean {
    return this.#lost.has(byteText(key));
  }

  /** Notes that what is stored of a component comes from this run, after the takeovers that it had to run for. */
  stored(key: Uint8Array): void {
    if (this.#mustRun.size > 0) this.#mustRun.delete(byteText(key));
  }

  /** Notes a takeover; gives a function that takes it back. */
  note({ above, owner, path, by, effect }: Takeover): () => void {
    const before = this.#taken.get(by)?.get(path);
    this.#set(owner, path, by);
    this.#set(by, path, undefined);
    if (effect !== "none") this.#affect(owner, above, effect === "lost" ? this.#lost : this.#mustRun);
    return () => {
      this.#set(owner, path, undefined);
      this.#set(by, path, before);
    };
  }

  /** Notes that a level belongs to another component now. */
  noteLevel({ from, prefix }: HandedOver): void {
    const owner = byteText(from);
    const levels = this.#levels.get(owner) ?? new Set();
    this.#levels.set(owner, levels.add(byteText(prefix)));
    this.#mustRun.add(owner);
  }

  /** Notes that another component began to mount where this one mounted, or one that it mounted. */
  noteShared(key: Uint8Array): void {
    this.#mustRun.add(byteText(key));
  }

  /** The record of a component without the states and levels that other components took over in this run. */
  withoutTaken(key: Uint8Array, record: ComponentRecord): ComponentRecord {
    const taken = this.from(key);
    const levels = this.#levels.get(byteText(key));
    let rest = record;
    if (taken !== undefined && taken.size > 0) {
      const isOwn = (state: TrackedState, group: TrackedGroup): boolean =>
        !taken.has(byteText(childTargetPath(group.provider, state.key)));
      rest = { ...rest, targets: filterTracked(rest.targets, isOwn) };
    }
    if (levels !== undefined) {
      const isOwn = (relative: Uint8Array): boolean =>
        !levels.has(byteText(storedLevelPrefix(pathOfKey(key), relative)));
      rest = { ...rest, levels: rest.levels.filter(isOwn) };
    }
    return rest;
  }

  #affect(owner: string, above: readonly Uint8Array[], affected: Set<string>): void {
    affected.add(owner);
    for (const key of above) affected.add(byteText(key));
  }

  #set(owner: string, path: string, by: string | undefined): void {
    const taken = this.#taken.get(owner);
    if (by === undefined) taken?.delete(path);
    else if (taken === undefined) this.#taken.set(owner, new Map([[path, by]]));
    else taken.set(path, by);
  }
}

/** What a run tells of it. Keys and the path in bytes; `to` as it is shown. */
export function takenOver(path: Uint8Array, from: Uint8Array, to: string): RunEvent {
  return { kind: "targetTakenOver", target: formatTargetPath(path), from: formatPath(pathOfKey(from)), to };
}
