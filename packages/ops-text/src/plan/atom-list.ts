import type { Compatibility } from "../compatibility.ts";
import type { Sizes } from "../options.ts";
import { LineBreaks } from "../text/line-breaks.ts";
import type { LineFeeds } from "../text/line-feeds.ts";
import type { Ruler } from "../text/ruler.ts";
import { isLineEnd, isWhiteSpace, trimEnd, trimStart } from "../text/white-space.ts";
import type { Atom } from "./atoms.ts";

/** Collects atoms from left to right. */
export class AtomList {
  readonly #text: string;
  readonly #sizes: Sizes;
  readonly #ruler: Ruler;
  readonly #compatibility: Compatibility | undefined;
  readonly #breaks: LineBreaks;
  readonly #atoms: Atom[] = [];
  #end = 0;

  constructor(text: string, feeds: LineFeeds, sizes: Sizes, ruler: Ruler, compatibility: Compatibility | undefined) {
    this.#text = text;
    this.#sizes = sizes;
    this.#ruler = ruler;
    this.#compatibility = compatibility;
    this.#breaks = new LineBreaks(text, feeds, compatibility);
  }

  /** Adds what lies in the range, trimmed. Returns false, and adds nothing, where that is white space only. */
  add(from: number, to: number, boundaryLevel: number): boolean {
    const start = trimStart(this.#text, from, to);
    if (start === to) return false;
    const end = trimEnd(this.#text, start, to);
    const boundaryBreak = this.#breaks.between(this.#end, start);
    const atTextStart = this.#end === 0 && this.#compatibility === undefined;
    this.#atoms.push({
      start: boundaryBreak > 0 || atTextStart ? this.#withIndentation(start, end) : start,
      end,
      boundaryLevel,
      boundaryBreak,
      internalBreak: this.#breaks.inside(start, end),
    });
    this.#end = end;
    return true;
  }

  /**
   * Joins what lies in the range to the atom before it, where both together are tiny. Only for pieces between which
   * there is nothing but a boundary of the finest level at hand. Returns whether it did.
   */
  join(from: number, to: number): boolean {
    const previous = this.#atoms.at(-1);
    if (previous === undefined || this.#sizes.grainSize === 0) return false;
    const start = trimStart(this.#text, from, to);
    const end = trimEnd(this.#text, start, to);
    if (start === end || this.#ruler.size(previous.start, end) > this.#sizes.grainSize) return false;
    const added = this.#breaks.between(previous.end, end);
    if (added > previous.internalBreak) previous.internalBreak = added;
    previous.end = end;
    this.#end = end;
    return true;
  }

  /** The atoms, with an empty one at the end of the text. */
  close(boundaryLevel: number): Atom[] {
    const end = this.#text.length;
    this.#atoms.push({ start: end, end, boundaryLevel, boundaryBreak: 2, internalBreak: 0 });
    return this.#atoms;
  }

  /** The start of an atom that begins a line, moved back over the white space before it on that line. */
  #withIndentation(start: number, end: number): number {
    let indented = start;
    while (indented > this.#end && this.#isIndentation(this.#text.charCodeAt(indented - 1))) indented--;
    if (indented === start || this.#compatibility !== undefined) return indented;
    return this.#ruler.size(indented, end) <= this.#sizes.chunkSize ? indented : start;
  }

  #isIndentation(unit: number): boolean {
    if (this.#compatibility !== undefined) return unit === 0x20 || unit === 0x09;
    return isWhiteSpace(unit) && !isLineEnd(unit);
  }
}
