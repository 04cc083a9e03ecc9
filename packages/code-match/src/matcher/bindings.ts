import type { LeafIndex } from "../leaves/leaf-index.ts";

/** What a metavariable took: a stretch of the text, and the node that it is; -1 where it is a run, or nothing. */
export interface Bound {
  readonly start: number;
  readonly end: number;
  readonly node: number;
}

/** Whether a name may be bound to this. */
export type BindingCheck = (slot: number, bound: Bound) => boolean;

/** What the names of a pattern stand for so far; taken back on the way back. */
export class Bindings {
  readonly values: (Bound | undefined)[];
  readonly #index: LeafIndex;
  readonly #check: BindingCheck | undefined;

  constructor(index: LeafIndex, nameCount: number, check: BindingCheck | undefined) {
    this.#index = index;
    this.#check = check;
    this.values = Array.from({ length: nameCount }, () => undefined);
  }

  /** Binds a name, or compares with what it is bound to. False when it cannot be. */
  bind(slot: number, bound: Bound): boolean {
    const known = this.values[slot];
    if (known === undefined) {
      if (this.#check !== undefined && !this.#check(slot, bound)) return false;
      this.values[slot] = bound;
      return true;
    }
    const length = known.end - known.start;
    if (length !== bound.end - bound.start) return false;
    const { source } = this.#index;
    return known.start === bound.start || source.startsWith(source.slice(known.start, known.end), bound.start);
  }

  /** Whether a name may be bound to anything. */
  unchecked(slot: number): boolean {
    return slot < 0 || this.#check === undefined;
  }

  /** The state to come back to with {@link Bindings.restore}. */
  save(): readonly (Bound | undefined)[] {
    return this.values.slice();
  }

  restore(saved: readonly (Bound | undefined)[]): void {
    for (let slot = 0; slot < saved.length; slot++) this.values[slot] = saved[slot];
  }

  clear(): void {
    this.values.fill(undefined);
  }
}
