import type { SyntaxTree } from "@coco/syntax";
import { CodeMatchError } from "../code-match-error.ts";
import type { CodeMatch } from "../result/code-match.ts";
import { Draft, type Rendered } from "./draft.ts";
import { fixedLines } from "./fixed-lines.ts";
import { indentAt, lineEnding } from "./indentation.ts";
import type { TextChange } from "./unified-diff.ts";
import type { Piece } from "./layout.ts";

/** What changes at one place. */
export interface Edit extends TextChange {
  /** The match that is replaced; others may be replaced within it. */
  readonly match: CodeMatch;
}

/** What replaces a match: text that is final, or pieces; undefined leaves it. */
export type Replacer = (match: CodeMatch) => string | readonly Piece[] | undefined;

/** More matches in each other than this are left for another time. */
const DEEPEST = 200;
/** Characters that a replacement may grow to. */
const LONGEST = 20_000_000;

/** Replaces matches, outer ones first, and those in what their names stand for. */
export class EditPlan {
  /** Matches that were replaced. */
  readonly applied: Set<CodeMatch> = new Set();
  readonly #tree: SyntaxTree;
  /** By where they begin, wider ones first; one for each stretch. */
  readonly #matches: readonly CodeMatch[];
  readonly #replacer: Replacer;
  readonly #rendered = new Map<CodeMatch, Rendered | undefined>();

  constructor(tree: SyntaxTree, matches: readonly CodeMatch[], replacer: Replacer) {
    this.#tree = tree;
    this.#replacer = replacer;
    const sorted = matches.toSorted((one, other) => one.start - other.start || other.end - one.end);
    this.#matches = sorted.filter(
      ({ start, end }, at) => sorted[at - 1]?.start !== start || sorted[at - 1]?.end !== end,
    );
  }

  get matches(): readonly CodeMatch[] {
    return this.#matches;
  }

  edits(): Edit[] {
    const { source } = this.#tree;
    const edits: Edit[] = [];
    for (const { match, rendered } of this.#within(0, source.length, undefined, 0)) {
      const edit = { start: match.start, end: match.end, text: rendered.text, match };
      if (rendered.text !== match.text) edits.push(rendered.text === "" ? withLine(source, edit) : edit);
    }
    return edits;
  }

  /** The outermost matches in a stretch, and what replaces them. */
  #within(start: number, end: number, around: CodeMatch | undefined, depth: number): Replacement[] {
    const found: Replacement[] = [];
    let behind = start;
    for (let at = this.#firstFrom(start); at < this.#matches.length; at++) {
      const match = this.#matches[at] as CodeMatch;
      if (match.start >= end) break;
      const isAround = match === around || (match.start === around?.start && match.end === around.end);
      if (match.start < behind || match.end > end || isAround) continue;
      const rendered = this.#replace(match, depth);
      if (rendered === undefined) continue;
      found.push({ match, rendered });
      behind = match.end;
    }
    return found;
  }

  #replace(match: CodeMatch, depth: number): Rendered | undefined {
    if (this.#rendered.has(match)) return this.#rendered.get(match);
    const pieces = depth > DEEPEST ? undefined : this.#replacer(match);
    let rendered: Rendered | undefined;
    if (typeof pieces === "string") rendered = { text: pieces, fixed: [] };
    else if (pieces !== undefined) rendered = this.#assemble(match, pieces, depth);
    this.#rendered.set(match, rendered);
    if (rendered !== undefined) this.applied.add(match);
    return rendered;
  }

  #assemble(match: CodeMatch, pieces: readonly Piece[], depth: number): Rendered {
    const { source } = this.#tree;
    const base = indentAt(this.#tree, match.start);
    const draft = new Draft(base);
    for (const piece of pieces) {
      if (piece.type === "text") {
        const text = indented(piece.text, lineEnding(source), base, piece === pieces.at(-1));
        draft.add({ text, fixed: [] });
      } else {
        const rendered = this.#stretch(piece.start, piece.end, piece.nested ? match : undefined, depth);
        draft.addMoved(rendered, indentAt(this.#tree, piece.start));
      }
      if (draft.length > LONGEST) throw tooLong(match);
    }
    return draft.done();
  }

  /** A stretch of the source; with the matches in it replaced, if it is one of a match around them. */
  #stretch(start: number, end: number, around: CodeMatch | undefined, depth: number): Rendered {
    const { source } = this.#tree;
    const draft = new Draft("");
    const fixed = fixedLines(this.#tree);
    const addSource = (from: number, to: number): void => {
      const text = source.slice(from, to);
      const here: number[] = [];
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
        if (fixed.has(from + at + 1)) here.push(at + 1);
      }
      draft.add({ text, fixed: here });
    };
    let at = start;
    if (around !== undefined) {
      for (const { match, rendered } of this.#within(start, end, around, depth + 1)) {
        addSource(at, match.start);
        draft.add(rendered);
        at = match.end;
      }
    }
    addSource(at, end);
    return draft.done();
  }

  /** Number of the first match that begins at this offset or behind it. */
  #firstFrom(offset: number): number {
    let low = 0;
    let high = this.#matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#matches[middle] as CodeMatch).start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Replacement {
  readonly match: CodeMatch;
  readonly rendered: Rendered;
}

/** Text whose further lines begin with white space, but for empty ones. */
function indented(text: string, newline: string, indent: string, isLast: boolean): string {
  return text.replaceAll(/\r?\n/g, (found, offset: number) => {
    const rest = text.slice(offset + found.length, offset + found.length + 2);
    const isEmpty = rest === "" ? isLast : rest.startsWith("\n") || rest === "\r\n";
    return isEmpty ? newline : newline + indent;
  });
}

/** Takes the whole line away where nothing else is in it. */
function withLine(source: string, edit: Edit): Edit {
  const lineStart = source.lastIndexOf("\n", edit.start - 1) + 1;
  const found = source.indexOf("\n", edit.end);
  const lineEnd = found < 0 ? source.length : found + 1;
  const rest = source.slice(lineStart, edit.start) + source.slice(edit.end, lineEnd);
  return rest.trim() === "" ? { ...edit, start: lineStart, end: lineEnd } : edit;
}

function tooLong(match: CodeMatch): CodeMatchError {
  return new CodeMatchError(
    `What replaces the match in line ${match.startPosition.line} grows beyond ${LONGEST} characters.`,
    {
      code: "REWRITE_TOO_LONG",
      hint: "Matches within matches are replaced too: use each name once in the replacement.",
    },
  );
}
