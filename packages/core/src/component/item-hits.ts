import { type CallKey, callKeysFor } from "../function/call-key.ts";
import { askStatesWith, type StateAnswers } from "../function/memo-states.ts";
import { isPromise } from "../internal/chain.ts";
import type { MountScope } from "./begin-mount.ts";
import type { MountedFunction } from "./mounted-function.ts";
import { storedResult } from "./record-codec.ts";

/** What was found out of an item before it is judged as every component is: it is not asked again. */
export interface Asked {
  readonly key: CallKey;
  /** Where the stored result is that of this call. */
  readonly answers: StateAnswers | undefined;
}

/**
 * The short way to a hit, for the items of one scan: nearly all of them are unchanged, and their number is large. It
 * knows plain hits only, and leaves everything else to the judgement of components.
 */
export class ItemHits {
  readonly #scope: MountScope;
  readonly #keyOf: (item: unknown) => CallKey;
  readonly #name: string | undefined;
  #unchanged = 0;
  /** What the last one that was a hit depended on, */
  dependencySet = 0;
  /** and whether a rule of `registerMemoKey` took part in what it is known by. */
  isRuled = false;

  private constructor(scope: MountScope, mounted: MountedFunction, keyOf: (item: unknown) => CallKey) {
    this.#scope = scope;
    this.#keyOf = keyOf;
    this.#name = mounted.name;
  }

  /** `undefined` where the scan's items have to be judged one by one. */
  static for(scope: MountScope, mounted: MountedFunction, rest: readonly unknown[]): ItemHits | undefined {
    const { binding, state } = mounted;
    const { emit, leftovers, reprocessing } = scope.run;
    if (state === undefined || state.memo === false || binding !== undefined) return undefined;
    if (reprocessing || emit !== undefined || !leftovers.isEmpty) return undefined;
    try {
      return new ItemHits(scope, mounted, callKeysFor(state, rest));
    } catch {
      return undefined; // an argument that has no fingerprint: each component says so
    }
  }

  /** Counts the hits since the last call. */
  count(): void {
    if (this.#unchanged === 0) return;
    this.#scope.run.stats.component(this.#name).unchanged(this.#unchanged);
    this.#unchanged = 0;
  }

  /** What is known of an item that is new. */
  ask(item: unknown): Asked | undefined {
    try {
      return { key: this.#keyOf(item), answers: undefined };
    } catch {
      return undefined;
    }
  }

  /** What the call for an item is known by. Throws where it has no fingerprint. */
  callOf(item: unknown): CallKey {
    return this.#keyOf(item);
  }

  /** Whether arguments besides the item have a state. */
  get restIsStated(): boolean {
    return this.#keyOf(undefined).stated.length > 0;
  }

  /** Whether results with these dependencies would stand, each for itself. */
  hold(dependencySets: readonly number[]): boolean {
    const { run } = this.#scope;
    return run.takeovers.isEmpty && dependencySets.every((set) => run.dependencySets.holds(set));
  }

  /** Takes so many items with these dependencies for hits. */
  pass(items: number, dependencySets: readonly number[]): void {
    const { component } = this.#scope;
    if (component.wantsDependencies) for (const set of dependencySets) component.recorder.noteDependencySet(set);
    this.#unchanged += items;
  }

  /** `true` for a hit, of which nothing more is to be done. `undefined`: nothing is known. */
  judge(item: unknown, bytes: Uint8Array): true | Asked | undefined {
    const { component, run } = this.#scope;
    if (!run.takeovers.isEmpty) return undefined;
    try {
      const key = this.#keyOf(item);
      const result = storedResult(bytes, key.text);
      if (result === undefined || !run.dependencySets.holds(result.dependencySet)) return { key, answers: undefined };
      const answers = askStatesWith(key.stated, result.states(key.stated.length));
      if (!isUnchanged(answers)) return { key, answers };
      if (component.wantsDependencies) component.recorder.noteDependencySet(result.dependencySet);
      this.dependencySet = result.dependencySet;
      this.isRuled = key.isRuled;
      this.#unchanged += 1;
      return true;
    } catch {
      return undefined; // what an item's own code throws fails its component
    }
  }
}

/** Whether every state is valid and the very one that is stored. */
function isUnchanged({ answers, previous }: StateAnswers): boolean {
  if (previous === undefined) return false;
  for (let index = 0; index < answers.length; index++) {
    const answer = answers[index];
    if (!answer || isPromise(answer) || answer.state !== previous[index]) return false;
    // oxlint-disable-next-line typescript/no-unnecessary-boolean-literal-compare -- what is no boolean goes the slow way, where it is refused.
    if (answer.valid !== true) return false;
  }
  return true;
}
