import { PostgresError } from "../postgres-error.ts";
import { type KeyedSelect, readByKeys } from "./keyed-reads.ts";

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads rows by their keys: those that are asked for in one turn of the event loop are read with one statement. */
export class GatheredReads {
  readonly #select: KeyedSelect;
  #waiting = new Map<string, Waiting[]>();

  constructor(select: KeyedSelect) {
    this.#select = select;
  }

  /** @throws PostgresError (`POSTGRES_ROW_GONE`) when there is no such row. */
  read(key: readonly string[]): Promise<unknown> {
    const { promise, reject, resolve } = Promise.withResolvers<unknown>();
    if (this.#waiting.size === 0) setImmediate(() => void this.#readAll());
    const text = JSON.stringify(key);
    const others = this.#waiting.get(text);
    if (others === undefined) this.#waiting.set(text, [{ resolve, reject }]);
    else others.push({ resolve, reject });
    return promise;
  }

  async #readAll(): Promise<void> {
    const asked = this.#waiting;
    this.#waiting = new Map();
    try {
      const keys = [...asked.keys()].map((text) => JSON.parse(text) as string[]);
      const found = await readByKeys(this.#select, keys, new AbortController().signal);
      for (const [text, waiting] of asked) {
        for (const { reject, resolve } of waiting) {
          if (found.has(text)) resolve(found.get(text));
          else reject(this.#gone(text));
        }
      }
    } catch (error) {
      for (const { reject } of [...asked.values()].flat()) reject(error);
    }
  }

  #gone(text: string): PostgresError {
    return new PostgresError(`Row ${text} of ${this.#select.label} was deleted after it was found.`, {
      code: "POSTGRES_ROW_GONE",
      hint: "The next update finds it gone, and deletes what came of it.",
    });
  }
}
