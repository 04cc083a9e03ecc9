import { PatternError } from "../code-match-error.ts";

// What `u` mode refuses after a backslash though it can only mean itself.
const NEEDLESS_ESCAPE = /\\([!"#%&',:;<=>@`~\s-])/y;

interface DelimitedRegex {
  readonly regex: RegExp;
  /** As written between the slashes. */
  readonly source: string;
  /** Offset behind the closing slash. */
  readonly end: number;
}

/**
 * Reads `/re/`: it ends at the first `/` that is neither escaped nor within `[…]`, and must match the whole text of a
 * node.
 *
 * @param offset where the opening slash stands in the pattern.
 */
export function compileRegex(pattern: string, offset: number): DelimitedRegex {
  const end = regexEnd(pattern, offset);
  if (end < 0) {
    throw new PatternError("the regular expression is not closed.", {
      code: "PATTERN_REGEX_UNCLOSED",
      hint: "End it with /. Within it, write \\/ for a slash, and close each [.",
      pattern,
      offset,
    });
  }
  const source = pattern.slice(offset + 1, end);
  const leading = /^\(\?([ims]+)\)/.exec(source)?.[1] ?? "";
  const body = translate(leading === "" ? source : source.slice(leading.length + 3));
  try {
    return { regex: new RegExp(`^(?:${body})$`, `u${leading}`), source, end: end + 1 };
  } catch (cause) {
    throw new PatternError(`the regular expression /${source}/ is not valid: ${(cause as Error).message}`, {
      code: "PATTERN_REGEX_INVALID",
      hint: "It is a regular expression of JavaScript in Unicode mode.",
      cause,
      pattern,
      offset,
    });
  }
}

function regexEnd(pattern: string, offset: number): number {
  let inClass = false;
  for (let at = offset + 1; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === "\\") at++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return at;
  }
  return -1;
}

/** Takes off needless escapes outside and inside of classes, and gives named groups JavaScript's spelling. */
function translate(source: string): string {
  let translated = "";
  let inClass = false;
  for (let at = 0; at < source.length; ) {
    NEEDLESS_ESCAPE.lastIndex = at;
    const escape = NEEDLESS_ESCAPE.exec(source);
    if (escape !== null && !(inClass && escape[1] === "-")) {
      translated += escape[1];
      at += 2;
      continue;
    }
    const length = source[at] === "\\" ? 2 : 1;
    if (source[at] === "[") inClass = true;
    if (source[at] === "]") inClass = false;
    if (source.startsWith("(?P<", at)) {
      translated += "(?<";
      at += 4;
      continue;
    }
    translated += source.slice(at, at + length);
    at += length;
  }
  return translated;
}
