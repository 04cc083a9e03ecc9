import { pack, unpack } from "../internal/packing.ts";
import type { AppState, Change } from "../store/index.ts";

const KEY = Buffer.from("sequence", "utf8");

/** The numbers of an app: handed out in order, from 1, never twice. */
export class Sequence {
  #next = 1;
  #nextProvider = 1;
  #stored = "";

  async load(state: AppState): Promise<void> {
    const [bytes] = await state.read("setting", [KEY]);
    if (bytes === undefined) return;
    const [next, nextProvider] = unpack(bytes) as [number, number];
    this.#next = next;
    this.#nextProvider = nextProvider;
    this.#stored = `${next}/${nextProvider}`;
  }

  /** The next identifier. */
  next(): number {
    return this.#next++;
  }

  /** A number for a container that is made anew. */
  nextProvider(): number {
    return this.#nextProvider++;
  }

  /** The change that stores how far the numbers went: it belongs into the first transaction of what uses them. */
  takeChanges(): Change[] {
    const mark = `${this.#next}/${this.#nextProvider}`;
    if (mark === this.#stored) return [];
    this.#stored = mark;
    return [{ kind: "put", table: "setting", key: KEY, value: pack([this.#next, this.#nextProvider]) }];
  }
}
