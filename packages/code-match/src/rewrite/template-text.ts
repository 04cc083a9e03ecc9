import type { Piece } from "./layout.ts";
import type { Part } from "./resolve-pieces.ts";

const WORD = /[\p{XID_Continue}$]/u;
const OPERATOR = /[!#%&*+\-./:<=>?@^|~\\]/;

/** Parts of a replacement as one text, that can be compared with tokens of the source from both ends. */
export class TemplateText {
  readonly #parts: readonly Part[];
  readonly #source: string;
  readonly #text: string;
  /** Whether a line break is white space like any other, and not a layout that is asked for. */
  readonly #soft: boolean;

  constructor(source: string, parts: readonly Part[], soft: boolean) {
    this.#source = source;
    this.#parts = parts;
    this.#soft = soft;
    this.#text = parts.map((part) => this.#textOf(part)).join("");
  }

  get length(): number {
    return this.#text.length;
  }

  /** The place behind white space; -1 where a line break is in it. */
  skip(place: number): number {
    let at = place;
    while (isSpace(this.#text[at])) at++;
    return this.isBlank(place, at) ? at : -1;
  }

  /** The place before the white space that ends here, not before `least`; -1 where a line break is in it. */
  skipBack(place: number, least: number): number {
    let at = place;
    while (at > least && isSpace(this.#text[at - 1])) at--;
    return this.isBlank(at, place) ? at : -1;
  }

  /** Whether between two places there is nothing but white space that may be another. */
  isBlank(from: number, to: number): boolean {
    const text = this.#text.slice(from, to);
    return text.trim() === "" && (this.#soft || !text.includes("\n"));
  }

  /** The place behind a token that stands here; -1 where it does not. @param strict - operators must not run on. */
  match(place: number, token: string, strict: boolean): number {
    if (!this.#text.startsWith(token, place)) return -1;
    const end = place + token.length;
    return this.#runsOn(end, strict) ? -1 : end;
  }

  /** The place before a token that ends here, not before `least`; -1 where it does not. */
  matchBack(place: number, token: string, least: number): number {
    const start = place - token.length;
    if (start < least || !this.#text.startsWith(token, start)) return -1;
    return this.#runsOn(start, true) ? -1 : start;
  }

  /** What stands between two places. Text of the source stays known as such. */
  slice(from: number, to: number): Piece[] {
    const pieces: Piece[] = [];
    let begin = 0;
    for (const part of this.#parts) {
      const text = this.#textOf(part);
      const start = Math.max(from - begin, 0);
      const end = Math.min(to - begin, text.length);
      begin += text.length;
      if (start >= end) continue;
      if (part.type === "text") pieces.push({ type: "text", text: text.slice(start, end) });
      else pieces.push({ type: "source", start: part.start + start, end: part.start + end, nested: true });
    }
    return pieces;
  }

  #textOf(part: Part): string {
    return part.type === "text" ? part.text : this.#source.slice(part.start, part.end);
  }

  /** Whether the characters around a place belong to one token. */
  #runsOn(place: number, strict: boolean): boolean {
    const before = this.#text[place - 1] ?? " ";
    const behind = this.#text[place] ?? " ";
    return (WORD.test(before) && WORD.test(behind)) || (strict && OPERATOR.test(before) && OPERATOR.test(behind));
  }
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && character.trim() === "";
}
