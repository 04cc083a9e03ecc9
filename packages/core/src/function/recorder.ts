import type { Generation } from "../target-state/tracked-state.ts";
import type { FunctionState } from "./function-state.ts";

/** An identifier handed out beneath a function: the short hash of its dependency, as text, and the number. */
export type UsedIdentifier = readonly [dependency: string, number: number];

/**
 * Notes what a component or a memoized function depended on and did while it ran, so that a later hit can be judged
 * and replayed.
 */
export class Recorder {
  readonly functions: Set<FunctionState> = new Set();
  /** Names of the change-detected context keys that were read. */
  readonly contexts: Set<string> = new Set();
  /** Generations of the providers declared against, by the provider's path as text. */
  readonly providers: Map<string, Generation> = new Map();
  /** Interned sets of what was hit instead of run. */
  readonly dependencySets: Set<number> = new Set();
  /** Paths, as text, of the target states declared. */
  readonly targets: Set<string> = new Set();
  /** Short hashes, as text, of the app memos used. */
  readonly appMemos: Set<string> = new Set();
  readonly identifiers: UsedIdentifier[] = [];
  /** Keys of the function memos used. */
  readonly functionMemos: Set<string> = new Set();
  /** Set when a call beneath must not be stored, nor its callers. */
  volatile = false;

  /** Adds the function whose call is recorded here. */
  enter(state: FunctionState): void {
    if (state.logic !== undefined) this.functions.add(state);
  }

  /** Takes over what a call beneath noted. */
  absorb(beneath: Recorder): void {
    this.absorbDependencies(beneath);
    for (const path of beneath.targets) this.targets.add(path);
    for (const hash of beneath.appMemos) this.appMemos.add(hash);
    for (const used of beneath.identifiers) this.identifiers.push(used);
    for (const key of beneath.functionMemos) this.functionMemos.add(key);
  }

  /** Takes over what a component beneath depended on; what it did is its own. */
  absorbDependencies(beneath: Recorder): void {
    for (const state of beneath.functions) this.functions.add(state);
    for (const name of beneath.contexts) this.contexts.add(name);
    for (const [path, generation] of beneath.providers) this.providers.set(path, generation);
    for (const set of beneath.dependencySets) this.dependencySets.add(set);
    if (beneath.volatile) this.volatile = true;
  }
}
