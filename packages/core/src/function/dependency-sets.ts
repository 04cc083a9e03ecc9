import type { NoteUnreadable } from "../app/unreadable.ts";
import type { ChangedDependency } from "../component/run-reason.ts";
import { byteText, bytesOfText, sameBytes } from "../internal/byte-text.ts";
import { sha256 } from "../internal/native-hash.ts";
import { pack, unpackIfReadable } from "../internal/packing.ts";
import { type AppState, type Change, pagesOf } from "../store/index.ts";
import { formatTargetPath } from "../target-state/target-path.ts";
import { type Generation, sameGeneration } from "../target-state/tracked-state.ts";
import type { FunctionRegistry } from "./function-registry.ts";
import type { FunctionState } from "./function-state.ts";
import type { Recorder } from "./recorder.ts";

/** What a result depended on besides its arguments. Each list is sorted. */
export interface DependencySet {
  readonly functions: readonly (readonly [identity: string, logic: Uint8Array])[];
  readonly contexts: readonly (readonly [name: string, fingerprint: Uint8Array])[];
  readonly providers: readonly (readonly [path: Uint8Array, providerId: number, schemaVersion: number])[];
}

/** With its number, which is its key too. */
type Packed = [
  number: number,
  functions: DependencySet["functions"],
  contexts: DependencySet["contexts"],
  providers: DependencySet["providers"],
];

const NUMBER_BYTES = 4;

/** The key of a set in the store. */
export function dependencySetKey(number: number): Uint8Array {
  const key = Buffer.allocUnsafe(NUMBER_BYTES);
  key.writeUInt32BE(number, 0);
  return key;
}

/** A stored set; `undefined` for bytes that cannot be read. */
export function readDependencySet(bytes: Uint8Array): DependencySet | undefined {
  const content = unpackIfReadable(bytes) as Packed | undefined;
  if (content === undefined) return undefined;
  const [, functions, contexts, providers] = content;
  return { functions, contexts, providers };
}

/** What the sets are judged against. */
export interface DependencyFacts {
  readonly functions: FunctionRegistry;
  /** The fingerprint of a change-detected context value; `undefined` when nobody provides it. */
  contextFingerprint(name: string): Uint8Array | undefined;
  /** The generation of a provider's children, if it is known in this run. */
  generationOf(path: string): Generation | undefined;
  /** Rises whenever a generation becomes known or changes. */
  readonly generationEpoch: number;
}

/** The interned dependency sets of an app: one number in a record stands for all of them, checked once a run. */
export class DependencySets {
  readonly #facts: DependencyFacts;
  readonly #sets = new Map<number, DependencySet>();
  readonly #numbers = new Map<string, number>();
  readonly #signatures = new Map<string, number>();
  readonly #verdicts = new Map<number, boolean>();
  #verdictEpoch = -1;
  /** The functions that stored sets know, each with its logic. */
  #known: Set<string> | undefined;
  readonly #onNewLogic: (identity: string, logic: Uint8Array) => void;
  #last: { readonly recorder: Recorder; readonly number: number } | undefined;
  #next = 1;
  #unsaved: Change[] = [];

  /** `onNewLogic` is told of each function that is first depended on as it is now. */
  constructor(facts: DependencyFacts, onNewLogic: (identity: string, logic: Uint8Array) => void = () => undefined) {
    this.#facts = facts;
    this.#onNewLogic = onNewLogic;
  }

  async load(state: AppState, unreadable: NoteUnreadable): Promise<void> {
    for await (const page of pagesOf(state, "dependencySet")) {
      for (const { key, value } of page) {
        const number = key.length === NUMBER_BYTES ? Buffer.from(key).readUInt32BE(0) : 0;
        const content = unpackIfReadable(value) as Packed | undefined;
        // No number is used again: a result that names it depends on what cannot be read.
        this.#next = Math.max(this.#next, number + 1, (content?.[0] ?? 0) + 1);
        if (content === undefined || content[0] !== number) {
          unreadable("dependencies");
          continue;
        }
        const [, functions, contexts, providers] = content;
        const set = { functions, contexts, providers };
        this.#sets.set(number, set);
        this.#numbers.set(contentOf(set), number);
      }
    }
  }

  /** Whether everything in the set is as it was. An unknown number is not. */
  holds(number: number): boolean {
    const epoch = this.#facts.generationEpoch + this.#facts.functions.epoch; // neither ever falls
    if (this.#verdictEpoch !== epoch) {
      this.#verdicts.clear();
      this.#verdictEpoch = epoch;
    }
    let verdict = this.#verdicts.get(number);
    if (verdict === undefined) {
      verdict = this.whatChanged(number) === undefined;
      this.#verdicts.set(number, verdict);
    }
    return verdict;
  }

  /** The first dependency that is not as it was; `undefined` when all are. */
  whatChanged(number: number): ChangedDependency | undefined {
    const set = this.#sets.get(number);
    if (set === undefined) return { on: "other", name: "its dependencies are not known any more" };
    for (const [identity, logic] of set.functions) {
      const now = this.#facts.functions.byIdentity(identity)?.logic;
      if (now === undefined) return { on: "removedFunction", name: identity };
      if (!sameBytes(now, logic)) {
        this.#onNewLogic(identity, now); // it may be what it was long ago, when sets were made that know it
        return { on: "function", name: identity };
      }
    }
    for (const [name, fingerprint] of set.contexts) {
      const now = this.#facts.contextFingerprint(name);
      if (now === undefined || !sameBytes(now, fingerprint)) return { on: "context", name };
    }
    for (const [path, providerId, schemaVersion] of set.providers) {
      const now = this.#facts.generationOf(byteText(path));
      if (now !== undefined && !sameGeneration(now, { providerId, schemaVersion }))
        return { on: "target", name: formatTargetPath(path) };
    }
    return undefined;
  }

  /** The number of the set of everything that a recorder noted. */
  intern(recorder: Recorder): number {
    const known = this.#last;
    if (known !== undefined && known.recorder.dependsOnSame(recorder)) return known.number;
    const number = this.#internAnew(recorder);
    // Most components of a run depend on the same: what the last one noted answers for the next.
    this.#last = { recorder: recorder.dependencies(), number };
    return number;
  }

  #internAnew(recorder: Recorder): number {
    const signature = this.#signatureOf(recorder);
    const seen = this.#signatures.get(signature);
    if (seen !== undefined) return seen;
    const number = this.#internContent(this.#flatten(recorder));
    this.#signatures.set(signature, number);
    return number;
  }

  /**
   * Leaves in a recorder what counts outside of a function that does not track everything beneath it: with "self" its
   * own logic, with "none" no logic; what was read from the context and declared counts always.
   */
  narrow(recorder: Recorder, called: FunctionState): void {
    if (called.tracking === "full") return;
    recorder.narrowTo(Array.from(recorder.dependencySets, (number) => this.#withoutFunctions(number)));
    if (called.tracking === "self") recorder.enter(called);
  }

  #withoutFunctions(number: number): number {
    const set = this.#sets.get(number);
    return set === undefined || set.functions.length === 0 ? number : this.#internContent({ ...set, functions: [] });
  }

  /** The changes that store the sets made since the last call. */
  takeUnsaved(): Change[] {
    return this.#unsaved.splice(0);
  }

  #signatureOf(recorder: Recorder): string {
    const functions = [...recorder.functions].map((state) => state.id).sort((a, b) => a - b);
    const sets = [...recorder.dependencySets].sort((a, b) => a - b);
    const providers = [...recorder.providers].map(([path, g]) => `${path}:${g.providerId}.${g.schemaVersion}`).sort();
    return JSON.stringify([functions, [...recorder.contexts].sort(), sets, providers]);
  }

  #flatten(recorder: Recorder): DependencySet {
    const functions = new Map<string, Uint8Array>();
    const contexts = new Map<string, Uint8Array>();
    const providers = new Map<string, Generation>();
    for (const number of recorder.dependencySets) {
      const set = this.#sets.get(number);
      for (const [identity, logic] of set?.functions ?? []) functions.set(identity, logic);
      for (const [name, fingerprint] of set?.contexts ?? []) contexts.set(name, fingerprint);
      for (const [path, providerId, schemaVersion] of set?.providers ?? []) {
        providers.set(byteText(path), { providerId, schemaVersion });
      }
    }
    for (const state of recorder.functions) if (state.logic !== undefined) functions.set(state.identity, state.logic);
    for (const name of recorder.contexts) {
      const fingerprint = this.#facts.contextFingerprint(name);
      if (fingerprint !== undefined) contexts.set(name, fingerprint);
    }
    for (const [path, generation] of recorder.providers) providers.set(path, generation);
    return {
      functions: [...functions].sort(byFirst),
      contexts: [...contexts].sort(byFirst),
      providers: [...providers]
        .sort(byFirst)
        .map(([path, { providerId, schemaVersion }]) => [bytesOfText(path), providerId, schemaVersion] as const),
    };
  }

  #noteNewLogic({ functions }: DependencySet): void {
    this.#known ??= new Set([...this.#sets.values()].flatMap((set) => set.functions.map((one) => logicText(...one))));
    for (const [identity, logic] of functions) {
      const text = logicText(identity, logic);
      if (this.#known.has(text)) continue;
      this.#known.add(text);
      this.#onNewLogic(identity, logic);
    }
  }

  #internContent(set: DependencySet): number {
    const content = contentOf(set);
    const known = this.#numbers.get(content);
    if (known !== undefined) return known;
    const number = this.#next++;
    this.#noteNewLogic(set);
    this.#numbers.set(content, number);
    this.#sets.set(number, set);
    const key = dependencySetKey(number);
    const value = pack([number, set.functions, set.contexts, set.providers] satisfies Packed);
    this.#unsaved.push({ kind: "put", table: "dependencySet", key, value });
    return number;
  }
}

function logicText(identity: string, logic: Uint8Array): string {
  return `${identity}\0${byteText(logic)}`;
}

function contentOf({ contexts, functions, providers }: DependencySet): string {
  return sha256(pack([functions, contexts, providers]), "base64");
}

function byFirst(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
