import type { Compatibility } from "../compatibility.ts";
import { SplitterError } from "../splitter-error.ts";
import { isInsidePair, utf8Length } from "./code-points.ts";

/**
 * What sizes are counted in: UTF-8 bytes, characters (UTF-16 units, as `String.prototype.length`; with `compatibility`
 * code points), or whatever a function of one's own says, for example a tokenizer's number of tokens. The function is
 * called several times a piece; it must be synchronous and must not count less for a text than for a part of it.
 */
export type Unit = "bytes" | "characters" | ((text: string) => number);

/** Measures stretches of one text. */
export interface Ruler {
  /** The size of the text between two offsets. */
  size(start: number, end: number): number;
  /** How far an offset is from the start of the text; an estimate where the unit is a function. */
  distance(offset: number): number;
}

/** A ruler for one text. */
export function createRuler(text: string, unit: Unit, compatibility: Compatibility | undefined): Ruler {
  if (typeof unit === "function") return functionRuler(text, unit);
  const distances = unit === "bytes" ? byteDistances(text) : compatibility ? codePointDistances(text) : undefined;
  if (distances === undefined) return { size: (start, end) => end - start, distance: (offset) => offset };
  return {
    size: (start, end) => (distances[end] as number) - (distances[start] as number),
    distance: (offset) => distances[offset] as number,
  };
}

/** The byte offset of each UTF-16 offset; undefined when the text is ASCII and both are the same. */
function byteDistances(text: string): Uint32Array | undefined {
  if (Buffer.byteLength(text) === text.length) return undefined;
  const distances = new Uint32Array(text.length + 1);
  let total = 0;
  for (let offset = 0; offset < text.length; offset++) {
    distances[offset] = total;
    const unit = text.charCodeAt(offset);
    if (unit < 0x80) total++;
    else if (!isInsidePair(text, offset)) total += utf8Length(text, offset);
  }
  distances[text.length] = total;
  return distances;
}

function codePointDistances(text: string): Uint32Array {
  const distances = new Uint32Array(text.length + 1);
  let total = 0;
  for (let offset = 0; offset < text.length; offset++) {
    distances[offset] = total;
    if (!isInsidePair(text, offset)) total++;
  }
  distances[text.length] = total;
  return distances;
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
  return { size, distance };
}

function describe(value: unknown): string {
  if (typeof value === "number") return String(value);
  return value instanceof Promise ? "a promise" : `a value of type ${typeof value}`;
}
