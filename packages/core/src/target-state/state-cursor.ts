import { decodeKey, type StableKey } from "@coco/connectorkit";
import { decodeValueIn } from "../codec/index.ts";
import { ByteReader } from "../internal/byte-reader.ts";
import { CONTAINER, MAY_BE_MISSING, POSSIBLE, SHARES_KEY } from "./state-header.ts";

/**
 * Goes through the target states of a record where they lie: nothing is made of one but its key and its tracking records. The order is
 * `nextGroup`, then `nextState` until there is none. Throws where something cannot be decoded.
 */
export class StateCursor {
  #reader: ByteReader = new ByteReader(new Uint8Array(0));
  #bytes: Uint8Array = new Uint8Array(0);
  #groups = 0;
  #states = 0;
  /** The key of the state before, which the next one may begin as. */
  #written = new Uint8Array(256);
  #length = 0;

  /** Where the encoded path of the group's provider stands. */
  providerStart = 0;
  providerEnd = 0;
  /** The generation of the group. */
  providerId = 0;
  schemaVersion = 0;

  key: StableKey = null;
  /** The tracking records. */
  possible: readonly unknown[] = [];
  mayBeMissing = false;
  /** Of a container nothing else is read: what follows it cannot be, either. */
  isContainer = false;

  /** Begins with the states of other bytes, before which this reader of them stands. */
  open(bytes: Uint8Array, reader: ByteReader): void {
    this.#bytes = bytes;
    this.#reader = reader;
    this.#groups = reader.count();
    this.#states = 0;
  }

  nextGroup(): boolean {
    if (this.#groups === 0) return false;
    this.#groups -= 1;
    const reader = this.#reader;
    this.providerStart = reader.skip();
    this.providerEnd = reader.position;
    this.providerId = reader.count();
    this.schemaVersion = reader.count();
    this.#states = reader.count();
    this.#length = 0;
    return true;
  }

  nextState(): boolean {
    if (this.#states === 0) return false;
    this.#states -= 1;
    const head = this.#reader.count();
    this.isContainer = (head & CONTAINER) !== 0;
    if (this.isContainer) return true;
    this.mayBeMissing = (head & MAY_BE_MISSING) !== 0;
    this.#readKey((head & SHARES_KEY) === 0 ? 0 : this.#reader.count());
    const count = Math.floor(head / POSSIBLE);
    if (count === 1) this.possible = Array.of(this.#readRecord());
    else this.possible = Array.from({ length: count }, () => this.#readRecord());
    return true;
  }

  #readKey(shared: number): void {
    if (shared > this.#length) throw new RangeError("a key shares more than there is");
    const start = this.#reader.skip();
    const length = shared + this.#reader.position - start;
    if (length > this.#written.length) {
      const written = new Uint8Array(length * 2);
      written.set(this.#written);
      this.#written = written;
    }
    for (let at = shared; at < length; at++) this.#written[at] = this.#bytes[start + at - shared] as number;
    this.#length = length;
    this.key = decodeKey(this.#written, 0, length);
  }

  #readRecord(): unknown {
    const start = this.#reader.skip();
    return decodeValueIn(this.#bytes, start, this.#reader.position);
  }
}
