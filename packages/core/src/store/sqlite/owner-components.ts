import { sameBytes } from "../../internal/byte-text.ts";
import { BLOCK_PLACES, type ComponentKeys, packKeys, readableKey, readableKeys } from "./component-block.ts";
import type { StoreConnection } from "./store-connection.ts";

const KEYS = "SELECT keys FROM owner_component WHERE block = ?";

/**
 * The components that own something, by number: a block of keys, and a place in it. The number of a component stands with
 * its record. Numbers are handed out one after another, to each app from blocks of its own, and never again.
 */
export class OwnerComponents {
  readonly #connection: StoreConnection;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
  }

  /** Gives the keys behind numbers, each read once. Not to be kept: what is written meanwhile does not show. */
  lookUp(): (component: number) => Uint8Array | undefined {
    const known = new Map<number, Uint8Array | undefined>();
    const blocks = new Map<number, Uint8Array | ComponentKeys | undefined>();
    return (component) => {
      const key = known.get(component);
      if (key !== undefined || known.has(component)) return key;
      const found = this.#keyAt(blocks, Math.floor(component / BLOCK_PLACES), component % BLOCK_PLACES);
      known.set(component, found);
      return found;
    };
  }

  /** The key at a place. Of the first one that is asked for of a block the others are not made, for it may be the only one. */
  #keyAt(
    blocks: Map<number, Uint8Array | ComponentKeys | undefined>,
    block: number,
    place: number,
  ): Uint8Array | undefined {
    if (!blocks.has(block)) {
      const packed = this.#connection.statement(KEYS).pluck().get(block) as Uint8Array | undefined;
      blocks.set(block, packed);
      return packed === undefined ? undefined : readableKey(packed, place);
    }
    let keys = blocks.get(block);
    if (keys instanceof Uint8Array) blocks.set(block, (keys = readableKeys(keys)));
    return keys?.[place];
  }

  /** Gives the numbers of components; `undefined` for one that has none, or one that leads to another key: then it is damaged. */
  numbers(app: number): (key: Uint8Array) => number | undefined {
    const keyOf = this.lookUp();
    return (key) => {
      const number = this.#noted(app, key);
      return number !== undefined && isSame(keyOf(number), key) ? number : undefined;
    };
  }

  /** Hands out numbers, inside of a transaction. */
  add(app: number, keys: readonly Uint8Array[]): number[] {
    let { block, places } = this.#last(app);
    const numbers: number[] = [];
    for (const key of keys) {
      if (places.length === BLOCK_PLACES) {
        this.#write(app, block, places);
        block = this.#newBlock();
        places = [];
      }
      numbers.push(block * BLOCK_PLACES + places.length);
      places.push(key);
    }
    if (keys.length > 0) this.#write(app, block, places);
    return numbers;
  }

  /** Forgets the numbers of components that are about to be deleted, inside of a transaction. */
  forget(app: number, keys: readonly Uint8Array[]): void {
    const byBlock = new Map<number, Map<number, Uint8Array>>();
    for (const key of keys) {
      const number = this.#noted(app, key);
      if (number === undefined) continue;
      const block = Math.floor(number / BLOCK_PLACES);
      let places = byBlock.get(block);
      if (places === undefined) byBlock.set(block, (places = new Map()));
      places.set(number % BLOCK_PLACES, key);
    }
    for (const [block, places] of byBlock) {
      const left = this.#read(block)?.map((key, place) => (isSame(key, places.get(place)) ? undefined : key));
      if (left === undefined) continue;
      // A block that is not full stays: its number must not be handed out again.
      const isEmpty = left.length === BLOCK_PLACES && left.every((key) => key === undefined);
      if (isEmpty && block !== this.#highest()) this.#remove(block);
      else this.#write(app, block, left);
    }
  }

  /** How many blocks cannot be read. */
  unreadable(): number {
    let count = 0;
    for (const keys of this.#connection.statement("SELECT keys FROM owner_component").pluck().iterate())
      if (readableKeys(keys as Uint8Array) === undefined) count += 1;
    return count;
  }

  clear(app: number): void {
    this.#connection.statement("DELETE FROM owner_component WHERE app = ?").run(app);
  }

  /** The number that stands with the record of a component. */
  #noted(app: number, key: Uint8Array): number | undefined {
    const statement = this.#connection.statement("SELECT number FROM component WHERE app = ? AND key = ?").pluck();
    return (statement.get(app, key) as number | null | undefined) ?? undefined;
  }

  /** The last block of an app; a new one where there is none that can be added to. */
  #last(app: number): { block: number; places: (Uint8Array | undefined)[] } {
    const row = this.#connection
      .statement("SELECT block, keys FROM owner_component WHERE app = ? ORDER BY block DESC LIMIT 1")
      .get(app) as { block: number; keys: Uint8Array } | undefined;
    const keys = row === undefined ? undefined : readableKeys(row.keys);
    if (row === undefined || keys === undefined) return { block: this.#newBlock(), places: [] };
    return { block: row.block, places: [...keys] };
  }

  #highest(): number {
    return (this.#connection.statement("SELECT max(block) FROM owner_component").pluck().get() as number | null) ?? 0;
  }

  #newBlock(): number {
    return this.#highest() + 1;
  }

  #read(block: number): ComponentKeys | undefined {
    const packed = this.#connection.statement(KEYS).pluck().get(block);
    return packed === undefined ? undefined : readableKeys(packed as Uint8Array);
  }

  #write(app: number, block: number, keys: ComponentKeys): void {
    this.#connection
      .statement(
        "INSERT INTO owner_component (block, app, keys) VALUES (?, ?, ?) ON CONFLICT (block) DO UPDATE SET keys = excluded.keys",
      )
      .run(block, app, packKeys(keys));
  }

  #remove(block: number): void {
    this.#connection.statement("DELETE FROM owner_component WHERE block = ?").run(block);
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && sameBytes(one, other);
}
