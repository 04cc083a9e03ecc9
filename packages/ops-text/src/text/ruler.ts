import type { Compatibility } from "../compatibility.ts";
import { SplitterError } from "../splitter-error.ts";
import { isInsidePair } from "./code-points.ts";

/**
 * What sizes are counted in: UTF-8 bytes, characters (UTF-16 units, as `String.prototype.length`; with `compatibility`
 * code points), or whatever a function of one's own says, for example a tokenizer's number of tokens. The function is
 * called several times a piece; it must be synchronous and must not count less for a text than for a part of it.
 */
export type Unit = "bytes" | "characters" | ((text: string) => number);

/** Measures stretches of one text. */
export interface Ruler {
  /** Whether the size of a stretch is the distance between its ends. */
  readonly isAdditive: boolean;
  /** The size of the text between two offsets. */
  size(start: number, end: number): number;
  /** How far an offset is from the start of the text; an estimate where the unit is a function. */
  distance(offset: number): number;
}

/** A ruler for one text. */
export function createRuler(text: string, unit: Unit, compatibility: Compatibility | undefined): Ruler {
  if (typeof unit === "function") return functionRuler(text, unit);
  if (unit === "characters" && compatibility === undefined) return plainRuler;
  const lengthOf = unit === "bytes" ? bytesOf : codePointsOf;
  return Buffer.byteLength(text) === text.length ? plainRuler : new DistanceRuler(text, lengthOf);
}

const plainRuler: Ruler = { isAdditive: true, size: (start, end) => end - start, distance: (offset) => offset };

/** What a UTF-16 unit beyond ASCII adds, the second one of a pair as well. */
type LengthOf = (unit: number, isPairsSecond: boolean) => number;

/** A lone surrogate is written as U+FFFD, three bytes; a pair as four. */
const bytesOf: LengthOf = (unit, isPairsSecond) => (unit < 0x800 ? 2 : isPairsSecond ? 1 : 3);
const codePointsOf: LengthOf = (_unit, isPairsSecond) => (isPairsSecond ? 0 : 1);

/** Distances are kept by blocks of so many UTF-16 units: of most texts, most are ASCII through and through. */
const BLOCK_BITS = 8;
const BLOCK = 1 << BLOCK_BITS;

/** Knows how far every offset is from the start, where code points have different lengths. */
class DistanceRuler implements Ruler {
  readonly isAdditive = true;
  /** By block, the distance of its start. */
  readonly #starts: Uint32Array;
  /** By block, where its distances, from its start, begin; -1 where each unit is one further than the one before. */
  readonly #places: Int32Array;
  readonly #distances: Uint16Array;

  constructor(text: string, lengthOf: LengthOf) {
    const blocks = (text.length >> BLOCK_BITS) + 1;
    this.#starts = new Uint32Array(blocks);
    this.#places = new Int32Array(blocks).fill(-1);
    let kept = 0;
    for (let block = 0; block < blocks; block++) {
      const part = text.slice(block << BLOCK_BITS, (block + 1) << BLOCK_BITS);
      if (Buffer.byteLength(part) === part.length) continue;
      this.#places[block] = kept;
      kept += BLOCK;
    }
    this.#distances = new Uint16Array(kept);
    this.#measure(text, lengthOf);
  }

  #measure(text: string, lengthOf: LengthOf): void {
    const distances = this.#distances;
    let total = 0;
    for (let block = 0; block < this.#places.length; block++) {
      const start = block << BLOCK_BITS;
      const end = Math.min(start + BLOCK, text.length);
      const place = this.#places[block] as number;
      this.#starts[block] = total;
      if (place < 0) {
        total += end - start;
        continue;
      }
      let within = 0;
      for (let offset = start; offset < end; offset++) {
        distances[place + offset - start] = within;
        const unit = text.charCodeAt(offset);
        within += unit < 0x80 ? 1 : lengthOf(unit, unit >= 0xdc00 && isInsidePair(text, offset));
      }
      // The end of the text is an offset as well.
      if (end < start + BLOCK) distances[place + end - start] = within;
      total += within;
    }
  }

  distance(offset: number): number {
    const block = offset >> BLOCK_BITS;
    const place = this.#places[block] as number;
    const within = offset & (BLOCK - 1);
    return (this.#starts[block] as number) + (place < 0 ? within : (this.#distances[place + within] as number));
  }

  size(start: number, end: number): number {
    return this.distance(end) - this.distance(start);
  }
}

function functionRuler(text: string, measure: (text: string) => number): Ruler {
  const size = (start: number, end: number): number => {
    const result: unknown = measure(text.slice(start, end));
    if (typeof result === "number" && result >= 0 && Number.isFinite(result)) return result;
    throw new SplitterError(
      `The function given as unit returned ${describe(result)} for a text of ${end - start} characters.`,
      {
        code: "UNIT_RESULT_INVALID",
        hint: "It must return the size of the text as a finite number, 0 or more, and not a promise of one.",
      },
    );
  };
  let whole: number | undefined;
  const distance = (offset: number): number => {
    whole ??= size(0, text.length);
    return text.length === 0 ? 0 : (whole * offset) / text.length;
  };
  return { isAdditive: false, size, distance };
}

function describe(value: unknown): string {
  if (typeof value === "number") return String(value);
  return value instanceof Promise ? "a promise" : `a value of type ${typeof value}`;
}
