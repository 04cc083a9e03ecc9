/**
 * Compiles one pattern of a .gitignore file, as git's own wildmatch reads it: `*` and `?` do not cross a slash, `**`
 * does where it stands alone between slashes, `[…]` knows ranges, `!` or `^`, and the POSIX classes, `\` quotes.
 * (Unlike git, `?` and `[…]` take one character, not one byte.)
 *
 * @returns undefined for a pattern that matches nothing: an open bracket, a trailing backslash, an unknown class.
 */
export function compileWildcard(pattern: string): RegExp | undefined {
  let source = "";
  let index = 0;
  while (index < pattern.length) {
    const character = String.fromCodePoint(pattern.codePointAt(index) as number);
    if (character === "*") {
      const stars = starsAt(pattern, index);
      source += stars.source;
      index = stars.end;
    } else if (character === "[") {
      const bracket = bracketAt(pattern, index);
      if (bracket === undefined) return undefined;
      source += bracket.source;
      index = bracket.end;
    } else if (character === "\\") {
      const quoted = pattern.codePointAt(index + 1);
      if (quoted === undefined) return undefined;
      source += escapeText(String.fromCodePoint(quoted));
      index += 1 + String.fromCodePoint(quoted).length;
    } else {
      source += character === "?" ? "[^/]" : escapeText(character);
      index += character.length;
    }
  }
  return new RegExp(`^${source}$`, "su");
}

interface Piece {
  readonly source: string;
  readonly end: number;
}

function starsAt(pattern: string, start: number): Piece {
  let end = start;
  while (pattern[end] === "*") end++;
  const opens = start === 0 || pattern[start - 1] === "/";
  if (end - start > 1 && opens) {
    if (end === pattern.length || pattern.startsWith("\\/", end)) return { source: ".*", end };
    if (pattern[end] === "/") return { source: "(?:.*/)?", end: end + 1 };
  }
  return { source: "[^/]*", end };
}

const CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    alnum: "0-9A-Za-z",
    alpha: "A-Za-z",
    blank: " \\t",
    cntrl: "\\x00-\\x1f\\x7f",
    digit: "0-9",
    graph: "!-~",
    lower: "a-z",
    print: " -~",
    punct: "!-\\/:-@\\[-`\\{-~",
    space: "\\t-\\r ",
    upper: "A-Z",
    xdigit: "0-9A-Fa-f",
  }),
);

/** A bracket expression. Its first character is taken as it is, also `]`; a range that falls matches nothing. */
function bracketAt(pattern: string, start: number): Piece | undefined {
  const negated = pattern[start + 1] === "!" || pattern[start + 1] === "^";
  const points = Array.from(pattern.slice(start + (negated ? 2 : 1)));
  let set = "";
  let low: string | undefined;
  let at = 0;
  do {
    let point = points[at];
    if (point === undefined) return undefined;
    const classEnd = point === "[" && points[at + 1] === ":" ? points.indexOf("]", at + 2) : -1;
    if (point === "[" && points[at + 1] === ":" && classEnd < 0) return undefined;
    if (classEnd > at + 2 && points[classEnd - 1] === ":") {
      const named = CLASSES.get(points.slice(at + 2, classEnd - 1).join(""));
      if (named === undefined) return undefined;
      set += named;
      low = undefined;
      at = classEnd;
    } else if (point === "-" && low !== undefined && points[at + 1] !== undefined && points[at + 1] !== "]") {
      let high = points[++at] as string;
      if (high === "\\") high = points[++at] ?? "";
      if (high === "") return undefined;
      if (codePoint(low) <= codePoint(high)) set += `${escapeInSet(low)}-${escapeInSet(high)}`;
      low = undefined;
    } else {
      if (point === "\\") point = points[++at];
      if (point === undefined) return undefined;
      set += escapeInSet(point);
      low = point;
    }
  } while (points[++at] !== "]");
  const end = start + (negated ? 2 : 1) + points.slice(0, at + 1).join("").length;
  return { source: negated ? `(?![/${set}]).` : `(?!/)[${set}]`, end };
}

function codePoint(character: string): number {
  return character.codePointAt(0) as number;
}

function escapeText(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

function escapeInSet(character: string): string {
  return /[\\^[\]/-]/.test(character) ? `\\${character}` : character;
}
