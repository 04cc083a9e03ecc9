const QUANTIFIED = /[*?+]\??|\{\d+(?:,\d*)?\}\??/y;
const PLAIN_ESCAPE = /[^\p{XID_Continue}]/u;

/**
 * Texts of which each match of a regular expression has one in it: the longest of each alternative. Undefined where some
 * alternative need have none, or where that is not easily seen.
 */
export function regexLiterals(source: string): readonly string[] | undefined {
  if (/^\(\?[a-z]*i/.test(source)) return undefined;
  const longest: string[] = [];
  let best = "";
  let current = "";
  const finish = (): void => {
    if (current.length > best.length) best = current;
    current = "";
  };
  for (let at = 0; at < source.length; ) {
    const unit = source[at] as string;
    if (unit === "|") {
      finish();
      if (best === "") return undefined;
      longest.push(best);
      best = "";
      at++;
      continue;
    }
    const atom = readAtom(source, at);
    if (atom === undefined) return undefined;
    QUANTIFIED.lastIndex = atom.end;
    const quantifier = QUANTIFIED.exec(source)?.[0] ?? "";
    at = atom.end + quantifier.length;
    if (atom.text === undefined) {
      finish();
    } else if (quantifier === "") {
      current += atom.text;
    } else {
      if (quantifier.startsWith("+")) current += atom.text;
      finish();
    }
  }
  finish();
  if (best === "") return undefined;
  return [...longest, best];
}

interface Atom {
  /** Undefined where it is no literal character. */
  readonly text: string | undefined;
  readonly end: number;
}

function readAtom(source: string, at: number): Atom | undefined {
  const character = String.fromCodePoint(source.codePointAt(at) as number);
  switch (character) {
    case "\\":
      return readEscape(source, at);
    case "[":
      return { text: undefined, end: closing(source, at, "]") };
    case "(":
      return { text: undefined, end: closing(source, at, ")") };
    case ".":
    case "^":
    case "$":
      return { text: undefined, end: at + 1 };
    default:
      return { text: character, end: at + character.length };
  }
}

function readEscape(source: string, at: number): Atom | undefined {
  const escaped = String.fromCodePoint(source.codePointAt(at + 1) ?? 0);
  if (PLAIN_ESCAPE.test(escaped)) return { text: escaped, end: at + 1 + escaped.length };
  // Classes and assertions are known to be one letter long; others, such as \u0041, are not looked into.
  return /[dDwWsSbB]/.test(escaped) ? { text: undefined, end: at + 2 } : undefined;
}

/** Offset behind the bracket that closes the one at an offset. */
function closing(source: string, at: number, closer: string): number {
  let depth = 0;
  let inClass = false;
  for (let offset = at; offset < source.length; offset++) {
    const unit = source[offset];
    if (unit === "\\") offset++;
    else if (inClass) inClass = unit !== "]";
    else if (unit === "[") inClass = true;
    else if (unit === "(") depth++;
    else if (unit === ")") depth--;
    if (depth === 0 && !inClass && unit === closer) return offset + 1;
  }
  return source.length;
}
