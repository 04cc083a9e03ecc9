import type { NoteUnreadable } from "../app/unreadable.ts";
import { byteText } from "../internal/byte-text.ts";
import { type AppState, pagesOf } from "../store/index.ts";
import { decodeRemoval, type Removal } from "../target-state/removal.ts";
import { formatPath, keysAbove, pathIfReadable } from "./component-path.ts";
import { mountersOf } from "./mounters-of.ts";
import { recordsOnWay } from "./records-on-way.ts";

/** Deletions that earlier runs began or planned and did not finish. */
export class Leftovers {
  readonly #removals = new Map<string, Removal>();

  async load(state: AppState, unreadable: NoteUnreadable): Promise<void> {
    for await (const page of pagesOf(state, "removal")) {
      for (const { key, value } of page) {
        const removal = decodeRemoval(value, () => unreadable("removal", formatPath(pathIfReadable(key) ?? [])));
        this.#removals.set(byteText(key), removal);
      }
    }
  }

  /**
   * Takes note of deletions of these components that other runs of the same update have begun since. Gives the keys, as
   * text, of those that are to be deleted as a whole.
   */
  async refresh(state: AppState, keys: readonly Uint8Array[]): Promise<ReadonlySet<string>> {
    const values = await state.read("removal", keys);
    const whole = new Set<string>();
    for (const [index, value] of values.entries()) {
      if (value === undefined) continue;
      const removal = decodeRemoval(value);
      const key = byteText(keys[index] as Uint8Array);
      if (removal.begun) this.#removals.set(key, removal);
      if (removal.what === "component") whole.add(key);
    }
    return whole;
  }

  get isEmpty(): boolean {
    return this.#removals.size === 0;
  }

  /** The deletion planned for exactly this component. */
  of(key: Uint8Array): Removal | undefined {
    return this.#removals.size === 0 ? undefined : this.#removals.get(byteText(key));
  }

  /** Whether the component, or one of those that it was mounted through, was gone in an earlier run and is still to be deleted. */
  async isRemoved(state: AppState, key: Uint8Array): Promise<boolean> {
    if (this.#removals.size === 0) return false;
    const isMarked = (one: Uint8Array): boolean => this.of(one)?.what === "component";
    if (isMarked(key)) return true;
    return keysAbove(key).some(isMarked) && mountersOf(key, await recordsOnWay(state, [key])).some(isMarked);
  }

  /** Whether deletions of the whole component, or of one above it, may have been applied. */
  mayBeGone(key: Uint8Array): boolean {
    if (this.#removals.size === 0) return false;
    if (this.#deletionBegun(key)) return true;
    for (const above of keysAbove(key)) if (this.#deletionBegun(above)) return true;
    return false;
  }

  /** Whether deletions of states that the component stopped declaring may have been applied. */
  undeclaredMayBeGone(key: Uint8Array): boolean {
    const removal = this.of(key);
    return removal !== undefined && removal.what === "states" && removal.begun;
  }

  #deletionBegun(key: Uint8Array): boolean {
    const removal = this.of(key);
    return removal !== undefined && removal.what === "component" && removal.begun;
  }
}
