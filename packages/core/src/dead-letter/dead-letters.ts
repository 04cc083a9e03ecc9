import { type ComponentPath, componentKey } from "../component/component-path.ts";
import type { FailureKind } from "../component/exception-handlers.ts";
import type { Presence, Seen } from "../component/presence.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { type AppState, type Change, pagesOf } from "../store/index.ts";
import {
  componentOfKey,
  deadLetterKey,
  type FailureRow,
  failureRow,
  isDeletionKey,
  packLetter,
} from "./dead-letter.ts";

/** A failure that has just been reported. */
export interface NewFailure {
  readonly path: ComponentPath;
  readonly functionName: string | undefined;
  readonly kind: FailureKind;
  readonly handled: boolean;
  readonly error: unknown;
  /** When it is tried again, where that is known. */
  readonly nextAttempt: Date | undefined;
}

/**
 * What failed and has not succeeded since. A failure is stored with the next transaction after it, so that a process
 * that is killed has said what it came across; what has succeeded is struck out when the run ends.
 */
export class DeadLetters {
  readonly #enqueue: (changes: () => readonly Change[]) => void;
  /** Those of earlier runs. */
  readonly #earlier: Map<string, FailureRow>;
  /** Those of this run. */
  readonly #failed = new Map<string, FailureRow>();

  /** `earlier`: those that are known to be stored already; brought up to date when the run ends. */
  constructor(enqueue: (changes: () => readonly Change[]) => void, earlier: Map<string, FailureRow>) {
    this.#enqueue = enqueue;
    this.#earlier = earlier;
  }

  async load(state: AppState): Promise<void> {
    for await (const page of pagesOf(state, "deadLetter")) {
      for (const { key, value } of page) this.#earlier.set(byteText(key), rowOrNew(value));
    }
  }

  /** Stores a failure. Several of one component in one run count once. */
  add({ error, functionName, handled, kind, nextAttempt, path }: NewFailure): void {
    const key = deadLetterKey(componentKey(path), kind);
    const text = byteText(key);
    const earlier = this.#earlier.get(text);
    const last = new Date();
    const since = earlier === undefined ? last : new Date(earlier.since);
    const count = (earlier?.count ?? 0) + 1;
    this.#failed.set(text, { since: since.getTime(), count });
    const value = packLetter({ functionName, kind, since, last, count, handled, nextAttempt }, error);
    this.#enqueue(() => [{ kind: "put", table: "deadLetter", key, value }]);
  }

  /**
   * Strikes out what has succeeded. `complete`: the run came to everything that there is, so what it has not seen is
   * not there any more, and what it did not fail to delete is deleted. Nothing is said of what is another run's.
   */
  strikeOut(presence: Presence, complete: boolean): void {
    const over: Uint8Array[] = [];
    for (const text of this.#earlier.keys()) {
      if (this.#failed.has(text)) continue;
      const key = bytesOfText(text);
      const seen = presence.of(componentOfKey(key));
      if (isDeletionKey(key) ? complete && seen !== "elsewhere" : isOver(seen, complete)) over.push(key);
    }
    for (const [text, row] of this.#failed) this.#earlier.set(text, row);
    for (const key of over) this.#earlier.delete(byteText(key));
    if (over.length > 0) this.#enqueue(() => over.map((key) => ({ kind: "delete", table: "deadLetter", key })));
  }
}

function isOver(seen: Seen, complete: boolean): boolean {
  return seen === "ran" || seen === "hit" || (complete && seen === "unseen");
}

/** One that cannot be read is replaced by the next failure, or struck out. */
function rowOrNew(value: Uint8Array): FailureRow {
  try {
    return failureRow(value);
  } catch {
    return { since: Date.now(), count: 0 };
  }
}
