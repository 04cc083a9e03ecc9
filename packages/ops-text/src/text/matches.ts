import { SplitterError } from "../splitter-error.ts";
import { isInsidePair, nextCodePoint } from "./code-points.ts";
import type { Range } from "./range.ts";

/**
 * A copy of a user's expression that can be searched from any offset.
 *
 * @throws SplitterError when it is no RegExp, or a sticky one, which matches in one place only.
 */
export function searchable(pattern: RegExp, what: string): RegExp {
  if (!(pattern instanceof RegExp)) {
    throw new SplitterError(`${what} must be regular expressions, but one is ${describe(pattern)}.`, {
      code: "SEPARATOR_NOT_A_REGEXP",
      hint: "Write /---/ for the text ---, and put a backslash before characters that mean something in an expression.",
    });
  }
  if (pattern.sticky) {
    throw new SplitterError(`${what} must not be sticky, but ${String(pattern)} has the flag y.`, {
      code: "SEPARATOR_STICKY",
      hint: "Remove the flag: a separator is looked for everywhere in the text.",
    });
  }
  return new RegExp(pattern.source, pattern.global ? pattern.flags : `${pattern.flags}g`);
}

/**
 * The next match at `from` or later. An empty match at `previousEnd` (right behind the last match) does not count, so
 * that `x*` finds `xx` once; the search then goes on one code point further, as Rust's `find_iter` does.
 */
export function findMatch(pattern: RegExp, text: string, from: number, previousEnd: number): Range | undefined {
  for (let position = from; position <= text.length; position = nextCodePoint(text, position)) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const range = { start: match.index, end: match.index + match[0].length };
    if (isInsidePair(text, range.start) || isInsidePair(text, range.end)) {
      if (range.start < range.end) throw halfCharacter(pattern);
      position = range.end - 1; // no place to cut: go on behind the character
      continue;
    }
    if (range.end > range.start || range.end !== previousEnd) return range;
    position = range.end;
  }
  return undefined;
}

function halfCharacter(pattern: RegExp): SplitterError {
  return new SplitterError(`The separator ${String(pattern)} matched half of a character.`, {
    code: "SEPARATOR_SPLITS_CHARACTER",
    hint: "Give it the flag u (or v): without it an expression sees emoji and other characters above U+FFFF as two.",
  });
}

function describe(value: unknown): string {
  return typeof value === "string" ? `the string ${JSON.stringify(value)}` : `a value of type ${typeof value}`;
}
