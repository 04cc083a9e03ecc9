import type { NoteUnreadable } from "../app/unreadable.ts";
import { pack, unpackIfReadable } from "../internal/packing.ts";
import type { AppState, Change } from "../store/index.ts";
import { type HighestNumbers, highestNumbers } from "./highest-numbers.ts";

const KEY = Buffer.from("sequence", "utf8");
/** More than were handed out, most likely, to what has been deleted since. */
const MARGIN = 1_000_000;

/** The numbers of an app: handed out in order, from 1, never twice. */
export class Sequence {
  #next = 1;
  #nextProvider = 1;
  #stored = "";

  /** Where the stored mark cannot be read, or is gone, the numbers go on far above all that are in use. */
  async load(state: AppState, unreadable?: NoteUnreadable): Promise<void> {
    const [bytes] = await state.read("setting", [KEY]);
    const stored = bytes === undefined ? undefined : (unpackIfReadable(bytes) as [number, number] | undefined);
    if (stored === undefined) return this.#goOnAbove(await highestNumbers(state), unreadable);
    const [next, nextProvider] = stored;
    this.#next = next;
    this.#nextProvider = nextProvider;
    this.#stored = `${next}/${nextProvider}`;
  }

  #goOnAbove(highest: HighestNumbers | undefined, unreadable: NoteUnreadable | undefined): void {
    if (highest === undefined) return; // nothing is stored yet
    unreadable?.("sequence");
    this.#next = highest.identifier + MARGIN;
    this.#nextProvider = highest.provider + MARGIN;
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
