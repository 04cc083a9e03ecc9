import { type Generation, sameGeneration } from "../target-state/tracked-state.ts";
import type { FunctionState } from "./function-state.ts";

/** An identifier handed out beneath a function: the short hash of its dependency, as text, and the number. */
export type UsedIdentifier = readonly [dependency: string, number: number];

const NONE: ReadonlySet<never> = new Set<never>();
const NO_PROVIDERS: ReadonlyMap<string, Generation> = new Map();

/**
 * Notes what a component or a memoized function depended on and did while it ran, so that a later hit can be judged
 * and replayed. There is one for each call: what nothing is noted in is not made.
 */
export class Recorder {
  #functions: Set<FunctionState> | undefined;
  #contexts: Set<string> | undefined;
  #providers: Map<string, Generation> | undefined;
  #dependencySets: Set<number> | undefined;
  #targets: Set<string> | undefined;
  #appMemos: Set<string> | undefined;
  #functionMemos: Set<string> | undefined;
  #identifiers: UsedIdentifier[] | undefined;
  /** Set when a call beneath must not be stored, nor its callers. */
  volatile = false;

  get functions(): ReadonlySet<FunctionState> {
    return this.#functions ?? NONE;
  }

  /** Names of the change-detected context keys that were read. */
  get contexts(): ReadonlySet<string> {
    return this.#contexts ?? NONE;
  }

  /** Generations of the providers declared against, by the provider's path as text. */
  get providers(): ReadonlyMap<string, Generation> {
    return this.#providers ?? NO_PROVIDERS;
  }

  /** Interned sets of what was hit instead of run. */
  get dependencySets(): ReadonlySet<number> {
    return this.#dependencySets ?? NONE;
  }

  /** Short hashes, as text, of the target states declared. */
  get targets(): ReadonlySet<string> {
    return this.#targets ?? NONE;
  }

  /** Short hashes, as text, of the app memos used. */
  get appMemos(): ReadonlySet<string> {
    return this.#appMemos ?? NONE;
  }

  /** Keys of the function memos used. */
  get functionMemos(): ReadonlySet<string> {
    return this.#functionMemos ?? NONE;
  }

  get identifiers(): readonly UsedIdentifier[] {
    return this.#identifiers ?? [];
  }

  /** Adds the function whose call is recorded here. */
  enter(state: FunctionState): void {
    if (state.logic !== undefined) (this.#functions ??= new Set()).add(state);
  }

  noteContext(name: string): void {
    (this.#contexts ??= new Set()).add(name);
  }

  noteProvider(path: string, generation: Generation): void {
    (this.#providers ??= new Map()).set(path, generation);
  }

  noteDependencySet(number: number): void {
    (this.#dependencySets ??= new Set()).add(number);
  }

  noteTarget(hash: string): void {
    (this.#targets ??= new Set()).add(hash);
  }

  noteAppMemo(hash: string): void {
    (this.#appMemos ??= new Set()).add(hash);
  }

  noteFunctionMemo(key: string): void {
    (this.#functionMemos ??= new Set()).add(key);
  }

  noteIdentifier(used: UsedIdentifier): void {
    (this.#identifiers ??= []).push(used);
  }

  /** A copy of what results depend on. */
  dependencies(): Recorder {
    const copy = new Recorder();
    copy.absorbDependencies(this);
    return copy;
  }

  /** Whether the same was noted here as there, as far as results depend on it. */
  dependsOnSame(other: Recorder): boolean {
    return (
      holdSame(this.functions, other.functions) &&
      holdSame(this.contexts, other.contexts) &&
      holdSame(this.dependencySets, other.dependencySets) &&
      holdSameGenerations(this.providers, other.providers)
    );
  }

  /** Puts these sets in place of those noted, and forgets the functions. */
  narrowTo(dependencySets: readonly number[]): void {
    this.#functions = undefined;
    this.#dependencySets = dependencySets.length === 0 ? undefined : new Set(dependencySets);
  }

  /** Takes over what a call beneath noted. */
  absorb(beneath: Recorder): void {
    this.absorbDependencies(beneath);
    for (const hash of beneath.targets) this.noteTarget(hash);
    for (const hash of beneath.appMemos) this.noteAppMemo(hash);
    for (const used of beneath.identifiers) this.noteIdentifier(used);
    for (const key of beneath.functionMemos) this.noteFunctionMemo(key);
  }

  /** Takes over what a component beneath depended on; what it did is its own. */
  absorbDependencies(beneath: Recorder): void {
    if (beneath.#functions !== undefined) {
      this.#functions ??= new Set();
      for (const state of beneath.#functions) this.#functions.add(state);
    }
    for (const name of beneath.contexts) this.noteContext(name);
    for (const [path, generation] of beneath.providers) this.noteProvider(path, generation);
    for (const set of beneath.dependencySets) this.noteDependencySet(set);
    if (beneath.volatile) this.volatile = true;
  }
}

function holdSame<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  if (one.size !== other.size) return false;
  for (const member of one) if (!other.has(member)) return false;
  return true;
}

function holdSameGenerations(one: ReadonlyMap<string, Generation>, other: ReadonlyMap<string, Generation>): boolean {
  if (one.size !== other.size) return false;
  for (const [path, generation] of one) {
    const there = other.get(path);
    if (there === undefined || !sameGeneration(there, generation)) return false;
  }
  return true;
}
