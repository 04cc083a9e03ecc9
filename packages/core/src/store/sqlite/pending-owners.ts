import { byteText, byteTextIn, bytesOfText } from "../../internal/byte-text.ts";
import type { OwnerEntries } from "./owner-block.ts";

/** The width of the keys that the engine makes: the beginning of a hash. */
const WIDTH = 8;
const FIRST_CAPACITY = 1024;
/** Stands where there is no entry: no component has this number, nor is it `NOBODY`. */
const FREE = -1;
/** For a hash of what may be anything, in tests: 2^32 divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4). */
const SPREAD = 0x9e3779b1;
/** How many places can stand behind 32 bits of a key in a number. */
const EXACT_PLACES = 2 ** 21;

/** Changes of owners one after another; of a key that stands there several times the last one counts. */
export interface OwnerChanges {
  readonly keys: readonly Uint8Array[];
  /** Place by place the number of the component, or `NOBODY`. */
  readonly components: readonly number[];
}

/**
 * Numbers of components, or `NOBODY`, by key. Keys of eight bytes, which is all but always, stand in a table of numbers
 * with open addressing (linear probing): a map of texts takes four times the memory, and longer.
 */
export class PendingOwners {
  /** The two halves of the keys. */
  #high = new Uint32Array(FIRST_CAPACITY);
  #low = new Uint32Array(FIRST_CAPACITY);
  #components = new Float64Array(FIRST_CAPACITY).fill(FREE);
  #taken = 0;
  /** By key as text: those of another width. */
  #others = new Map<string, number>();

  get size(): number {
    return this.#taken + this.#others.size;
  }

  get(key: Uint8Array): number | undefined {
    if (key.length !== WIDTH) return this.#others.size === 0 ? undefined : this.#others.get(byteText(key));
    const component = this.#components[this.#placeOf(halfOf(key, 0), halfOf(key, WIDTH / 2))] as number;
    return component === FREE ? undefined : component;
  }

  set(key: Uint8Array, component: number): void {
    if (key.length !== WIDTH) {
      this.#others.set(byteText(key), component);
      return;
    }
    this.#put(halfOf(key, 0), halfOf(key, WIDTH / 2), component);
    if (this.#taken * 2 > this.#high.length) this.#grow();
  }

  copy(): PendingOwners {
    const copy = new PendingOwners();
    copy.#high = this.#high.slice();
    copy.#low = this.#low.slice();
    copy.#components = this.#components.slice();
    copy.#taken = this.#taken;
    copy.#others = new Map(this.#others);
    return copy;
  }

  add({ components, keys }: OwnerChanges): void {
    for (let index = 0; index < keys.length; index++) this.set(keys[index] as Uint8Array, components[index] as number);
  }

  /** All entries, in the order of their keys. */
  sorted(): OwnerEntries {
    const keys: string[] = [];
    const components: number[] = [];
    const bytes = new DataView(new ArrayBuffer(WIDTH));
    const view = new Uint8Array(bytes.buffer);
    for (const place of this.#placesInOrder()) {
      bytes.setUint32(0, this.#high[place] as number);
      bytes.setUint32(WIDTH / 2, this.#low[place] as number);
      keys.push(byteTextIn(view, 0, WIDTH));
      components.push(this.#components[place] as number);
    }
    return this.#others.size === 0 ? { keys, components } : withOthers({ keys, components }, this.#others);
  }

  /** All entries, in the order of their keys. */
  *entries(): Generator<[key: Uint8Array, component: number]> {
    const { components, keys } = this.sorted();
    for (const [index, key] of keys.entries()) yield [bytesOfText(key), components[index] as number];
  }

  /** Sorted as numbers, by the first bits of the key and the place, and then those that begin alike. */
  #placesInOrder(): Uint32Array {
    const room = this.#components.length;
    const left = Math.max(1, room / EXACT_PLACES);
    const order = new Float64Array(this.#taken);
    let count = 0;
    for (let place = 0; place < room; place++)
      if (this.#components[place] !== FREE)
        order[count++] = Math.floor((this.#high[place] as number) / left) * room + place;
    order.sort();
    const places = Uint32Array.from(order, (value) => value % room);
    for (let index = 1; index < places.length; index++) {
      const place = places[index] as number;
      let at = index;
      for (; at > 0 && this.#isBefore(place, places[at - 1] as number); at--) places[at] = places[at - 1] as number;
      places[at] = place;
    }
    return places;
  }

  #isBefore(one: number, other: number): boolean {
    const [high, otherHigh] = [this.#high[one] as number, this.#high[other] as number];
    return high < otherHigh || (high === otherHigh && (this.#low[one] as number) < (this.#low[other] as number));
  }

  /** Where a key stands, or would. */
  #placeOf(high: number, low: number): number {
    const mask = this.#high.length - 1;
    let place = Math.imul(high ^ low, SPREAD) & mask;
    while (this.#components[place] !== FREE && (this.#high[place] !== high || this.#low[place] !== low))
      place = (place + 1) & mask;
    return place;
  }

  #put(high: number, low: number, component: number): void {
    const place = this.#placeOf(high, low);
    if (this.#components[place] === FREE) this.#taken += 1;
    this.#high[place] = high;
    this.#low[place] = low;
    this.#components[place] = component;
  }

  #grow(): void {
    const [high, low, components] = [this.#high, this.#low, this.#components];
    this.#high = new Uint32Array(high.length * 2);
    this.#low = new Uint32Array(high.length * 2);
    this.#components = new Float64Array(high.length * 2).fill(FREE);
    this.#taken = 0;
    for (let place = 0; place < high.length; place++) {
      const component = components[place] as number;
      if (component !== FREE) this.#put(high[place] as number, low[place] as number, component);
    }
  }
}

/** Four bytes as an unsigned number. */
function halfOf(key: Uint8Array, at: number): number {
  return (
    (((key[at] as number) << 24) |
      ((key[at + 1] as number) << 16) |
      ((key[at + 2] as number) << 8) |
      (key[at + 3] as number)) >>>
    0
  );
}

function withOthers({ components, keys }: OwnerEntries, others: ReadonlyMap<string, number>): OwnerEntries {
  const all = [...keys.map((key, index): [string, number] => [key, components[index] as number]), ...others];
  all.sort(([one], [other]) => (one < other ? -1 : 1));
  return { keys: all.map(([key]) => key), components: all.map(([, component]) => component) };
}
