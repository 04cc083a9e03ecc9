import { type ContextKey, fingerprint, type MemoStateSource } from "@coco/connectorkit";
import { ContextError } from "../errors/context-error.ts";
import { encodeCompletedStates, encodeStates, checkStates } from "../function/memo-states.ts";
import { sameBytes } from "../internal/byte-text.ts";
import { describeGiven } from "../internal/describe-given.ts";
import { pack, unpackIfReadable } from "../internal/packing.ts";
import type { AppState, Change } from "../store/index.ts";

interface Provided {
  readonly key: ContextKey<unknown>;
  readonly value: unknown;
}

/** What is stored of a change-detected context value, per app. */
type StoredValue = [fingerprint: Uint8Array, states: Uint8Array[], revision: number];

/** What the change-detected values are for one run. */
export interface ContextFingerprints {
  readonly byName: ReadonlyMap<string, Uint8Array>;
  /** What stores it. */
  readonly changes: readonly Change[];
}

/** The values that an environment provides, by the names of their keys. */
export class ContextValues {
  readonly #provided = new Map<string, Provided>();

  provide<T>(key: ContextKey<T>, value: T): void {
    if (typeof key?.name !== "string") {
      throw new ContextError(`provide(key, value) needs a context key, not ${describeGiven(key)}.`, {
        code: "NO_CONTEXT_KEY",
        hint: 'Make one at the top level of a module: const KEY = contextKey<Type>("name").',
      });
    }
    if (this.#provided.has(key.name)) {
      throw new ContextError(`The context key "${key.name}" is provided twice.`, {
        code: "CONTEXT_PROVIDED_TWICE",
        hint: "Names of context keys identify values across runs: give each its own.",
      });
    }
    this.#provided.set(key.name, { key: key as ContextKey<unknown>, value });
  }

  get<T>(key: ContextKey<T> | string): T {
    const name = typeof key === "string" ? key : key.name;
    const provided = this.#provided.get(name);
    if (provided !== undefined) {
      if (typeof key !== "string" && key.detectChange !== provided.key.detectChange) throw twoKeys(name);
      return provided.value as T;
    }
    const known = [...this.#provided.keys()];
    const there = known.length === 0 ? "nothing is provided" : `provided are: ${known.join(", ")}`;
    throw new ContextError(`The context value "${name}" is read and nobody provides it (${there}).`, {
      code: "CONTEXT_NOT_PROVIDED",
      hint: `Provide it in a lifespan: lifespan((env) => env.provide(KEY, value)).`,
    });
  }

  clear(): void {
    this.#provided.clear();
  }

  /**
   * Fingerprints the change-detected values for a run of an app. A value that has states counts as unchanged while
   * they say so: its fingerprint then carries the same revision, which each app counts for itself.
   */
  async fingerprintFor(state: AppState): Promise<ContextFingerprints> {
    const changes: Change[] = [];
    const byName = new Map<string, Uint8Array>();
    for (const [name, { key, value }] of this.#provided) {
      if (!key.detectChange) continue;
      const stated: MemoStateSource[] = [];
      const plain = fingerprint(value, { where: `context value "${name}"`, onStated: (source) => stated.push(source) });
      const storedKey = Buffer.from(`context/${name}`, "utf8");
      const [bytes] = await state.read("setting", [storedKey]);
      // What cannot be read counts as another value: what depends on it runs.
      const stored = bytes === undefined ? undefined : (unpackIfReadable(bytes) as StoredValue | undefined);
      const check = await checkStates(stated, stored?.[1]);
      const same = stored !== undefined && sameBytes(stored[0], plain) && check.valid;
      const first = bytes === undefined ? 0 : Date.now(); // not one that was used before it became unreadable
      const revision = stored === undefined ? first : same ? stored[2] : stored[2] + 1;
      const states = same ? encodeStates(check.outcomes, stated) : encodeCompletedStates(check.outcomes, stated);
      const next = pack([plain, states, revision] satisfies StoredValue);
      if (bytes === undefined || !sameBytes(bytes, next))
        changes.push({ kind: "put", table: "setting", key: storedKey, value: next });
      // The revision alone must not tell values apart that are equal again: it counts only where there are states.
      byName.set(name, stated.length === 0 ? plain : fingerprint([plain, revision]));
    }
    return { byName, changes };
  }
}

/** What one key object says would hold for those who read by it, and not for the others. */
function twoKeys(name: string): ContextError {
  return new ContextError(`There are two context keys "${name}", one with detectChange and one without.`, {
    code: "CONTEXT_KEYS_DIFFER",
    hint: "Make the key once and import it, or give the two different names.",
  });
}
