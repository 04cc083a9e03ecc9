import { byteText } from "../../internal/byte-text.ts";
import { ByteReader } from "../../internal/byte-reader.ts";
import { ByteWriter } from "../../internal/byte-writer.ts";
import { unsealed } from "../../internal/packing.ts";

/** Stands for the component of an entry that was deleted, or that is not there. */
export const NOBODY = 0;

const FORMAT = 1;
const writer = new ByteWriter();

/** Entries in the order of their keys, as texts of one length; `components` has the numbers, place by place. */
export interface OwnerEntries {
  readonly keys: readonly string[];
  readonly components: readonly number[];
}

/**
 * Packs entries: what all keys begin with stands once, the rest of each takes as many bytes as that of any other, and so
 * do the numbers. One is found by halving, without reading the others. There must be at least one entry.
 */
export function packOwners({ components, keys }: OwnerEntries): Uint8Array {
  const first = keys[0] as string;
  const shared = sharedLength(first, keys.at(-1) as string);
  const numberWidth = widthOf(Math.max(...components));
  writer.start();
  writer.byte(FORMAT);
  writer.count(first.length);
  writer.count(shared);
  writer.byte(numberWidth);
  writer.count(keys.length);
  writer.rawText(first.slice(0, shared));
  writer.rawText(keys.map((key) => key.slice(shared)).join(""));
  for (const component of components) {
    let rest = component;
    for (let byte = 0; byte < numberWidth; byte++) {
      writer.byte(rest % 256);
      rest = Math.floor(rest / 256);
    }
  }
  writer.checksum();
  return writer.finish();
}

/** Packed entries to be looked at. */
export class OwnerBlock {
  readonly #bytes: Uint8Array;
  readonly #width: number;
  readonly #shared: number;
  readonly #numberWidth: number;
  readonly #prefixStart: number;
  readonly #restStart: number;
  readonly #numberStart: number;
  /** How many entries there are. */
  readonly size: number;

  /** Throws a RangeError where the bytes are not what was packed. */
  constructor(packed: Uint8Array) {
    this.#bytes = unsealed(packed);
    const reader = new ByteReader(this.#bytes);
    const format = reader.byte();
    if (format !== FORMAT) throw new RangeError(`owners of format ${format}`);
    this.#width = reader.count();
    this.#shared = reader.count();
    this.#numberWidth = reader.byte();
    this.size = reader.count();
    this.#prefixStart = reader.position;
    this.#restStart = this.#prefixStart + this.#shared;
    this.#numberStart = this.#restStart + this.size * (this.#width - this.#shared);
    if (this.#numberStart + this.size * this.#numberWidth !== this.#bytes.length)
      throw new RangeError("packed owners of another length");
  }

  /** The number of the component that owns this key, or `NOBODY`. */
  find(key: Uint8Array): number {
    if (key.length !== this.#width || this.#compare(key, 0, this.#shared, this.#prefixStart) !== 0) return NOBODY;
    const restWidth = this.#width - this.#shared;
    let low = 0;
    let high = this.size - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = this.#compare(key, this.#shared, this.#width, this.#restStart + middle * restWidth);
      if (order === 0) return this.#number(middle);
      if (order < 0) high = middle - 1;
      else low = middle + 1;
    }
    return NOBODY;
  }

  entries(): OwnerEntries {
    const restWidth = this.#width - this.#shared;
    const prefix = byteText(this.#bytes.subarray(this.#prefixStart, this.#restStart));
    const rests = byteText(this.#bytes.subarray(this.#restStart, this.#numberStart));
    const keys: string[] = [];
    const components: number[] = [];
    for (let index = 0; index < this.size; index++) {
      keys.push(prefix + rests.slice(index * restWidth, (index + 1) * restWidth));
      components.push(this.#number(index));
    }
    return { keys, components };
  }

  /** Compares a part of a key with what stands at a place. */
  #compare(key: Uint8Array, start: number, end: number, place: number): number {
    for (let at = start, other = place; at < end; at++, other++) {
      const difference = (key[at] as number) - (this.#bytes[other] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #number(index: number): number {
    const start = this.#numberStart + index * this.#numberWidth;
    let number = 0;
    for (let byte = this.#numberWidth - 1; byte >= 0; byte--)
      number = number * 256 + (this.#bytes[start + byte] as number);
    return number;
  }
}

/** The packed entries; `undefined` where the bytes are not what was packed. */
export function readableBlock(packed: Uint8Array): OwnerBlock | undefined {
  try {
    return new OwnerBlock(packed);
  } catch {
    return undefined;
  }
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}

function widthOf(number: number): number {
  let width = 1;
  for (let rest = Math.floor(number / 256); rest > 0; rest = Math.floor(rest / 256)) width += 1;
  return width;
}
