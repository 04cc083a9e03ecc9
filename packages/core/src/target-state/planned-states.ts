import { type NextState, NextTargets, type Phase } from "./next-states.ts";
import type { Declaration } from "./declaration.ts";
import type { WrittenTargets } from "../component/record-codec.ts";

/** What a component will have once its group is written, by the path as text. */
export class PlannedStates implements Iterable<NextState> {
  readonly #declarations: ReadonlyMap<string, Declaration>;
  readonly #all: NextState[] = [];
  /** Those that it does not declare itself: most components have none. */
  #others: Map<string, NextState> | undefined;
  #targets: NextTargets | undefined;

  constructor(declarations: ReadonlyMap<string, Declaration>) {
    this.#declarations = declarations;
  }

  get size(): number {
    return this.#all.length;
  }

  [Symbol.iterator](): Iterator<NextState> {
    return this.#all.values();
  }

  get(path: string): NextState | undefined {
    return this.#declarations.get(path)?.planned ?? this.#others?.get(path);
  }

  addDeclared(declaration: Declaration, state: NextState): void {
    declaration.planned = state;
    this.#all.push(state);
  }

  addOther(state: NextState): void {
    (this.#others ??= new Map()).set(state.path, state);
    this.#all.push(state);
  }

  /** Whether another member of the group took one over. */
  get hasLost(): boolean {
    for (const state of this.#all) if (state.lost) return true;
    return false;
  }

  /** Whether there is one to be deleted when the run settles. */
  get hasUndeclared(): boolean {
    for (const state of this.#others?.values() ?? []) if (!state.declared && !state.lost) return true;
    return false;
  }

  /** As the record holds them, once all are known. */
  in(phase: Phase): WrittenTargets {
    this.#targets ??= new NextTargets(this.#all);
    return this.#targets.in(phase);
  }
}
