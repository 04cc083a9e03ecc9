import { endOfBrackets } from "./expand-braces.ts";
import { patternProblem } from "./pattern-problem.ts";

const namedClasses: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: " \\t-\\r",
  upper: "A-Z",
  xdigit: "0-9A-Fa-f",
};

/**
 * @internal The regular expression (flags `su`, not anchored) of one part of a path: `*` any characters, `?` one, `[a-z]`
 * one of a class, `[!a-z]` or `[^a-z]` none of it, a backslash quotes. None of them matches a slash.
 *
 * @param pattern - the whole pattern, for errors.
 */
export function compileSegment(segment: string, pattern: string): string {
  let source = "";
  for (let index = 0; index < segment.length; ) {
    const character = String.fromCodePoint(segment.codePointAt(index) as number);
    if (character === "*") {
      while (segment[index] === "*") index++;
      source += "[^/]*";
    } else if (character === "[") {
      const end = endOfBrackets(segment, index);
      source += compileClass(segment.slice(index + 1, end - 1), pattern);
      index = end;
    } else if (character === "\\") {
      const quoted = segment.codePointAt(index + 1);
      if (quoted === undefined)
        throw patternProblem(pattern, "a backslash stands at its end", "Write \\\\ for a backslash.");
      source += escapeText(String.fromCodePoint(quoted));
      index += 1 + String.fromCodePoint(quoted).length;
    } else {
      source += character === "?" ? "[^/]" : escapeText(character);
      index += character.length;
    }
  }
  return source;
}

/** @param body - what stands between the brackets. */
function compileClass(body: string, pattern: string): string {
  const negated = body.startsWith("!") || body.startsWith("^");
  let set = "";
  let rest = negated ? body.slice(1) : body;
  while (rest !== "") {
    const named = /^\[:([a-z]*):\]/.exec(rest);
    if (named !== null) {
      const characters = Object.hasOwn(namedClasses, named[1] ?? "") ? namedClasses[named[1] as string] : undefined;
      if (characters === undefined) throw patternProblem(pattern, `there is no class ${named[0]}`);
      set += characters;
      rest = rest.slice(named[0].length);
      continue;
    }
    const [, low, , high] = /^(\\?.)(-(\\?.))?/su.exec(rest) as unknown as [string, string, string?, string?];
    const range = high === undefined ? low : `${low}-${high}`;
    set += classRange(unquote(low), high && unquote(high), pattern);
    rest = rest.slice(range.length);
  }
  return negated ? `(?![/${set}]).` : `(?!/)[${set}]`;
}

function classRange(low: string, high: string | undefined, pattern: string): string {
  if (high === undefined) return escapeInClass(low);
  if ((low.codePointAt(0) as number) > (high.codePointAt(0) as number)) {
    throw patternProblem(pattern, `the range ${low}-${high} runs backwards`, "Write the lower character first.");
  }
  return `${escapeInClass(low)}-${escapeInClass(high)}`;
}

function unquote(character: string): string {
  return character.length > 1 && character.startsWith("\\") ? character.slice(1) : character;
}

function escapeText(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

function escapeInClass(character: string): string {
  return /[\\^[\]/-]/.test(character) ? `\\${character}` : character;
}
