import { patternProblem } from "./pattern-problem.ts";

/** More alternatives than anybody writes by hand. */
const mostAlternatives = 1000;

/**
 * @internal The patterns that a pattern with alternatives stands for: `a/{b,{c,d}}` is `a/b`, `a/c` and `a/d`. Braces
 * after a backslash, and in brackets, are plain characters.
 */
export function expandBraces(pattern: string): readonly string[] {
  const parser = { pattern, offset: 0 };
  const alternatives = sequence(parser, false);
  if (parser.offset < pattern.length) throw patternProblem(pattern, '"}" closes nothing');
  return alternatives;
}

interface Parser {
  readonly pattern: string;
  offset: number;
}

/** Reads up to the end, or inside braces up to the comma or brace that ends the alternative. */
function sequence(parser: Parser, inBraces: boolean): readonly string[] {
  let found: readonly string[] = [""];
  while (parser.offset < parser.pattern.length) {
    const character = parser.pattern.charAt(parser.offset);
    if (character === "}" || (character === "," && inBraces)) break;
    const next = character === "{" ? alternatives(parser) : [plain(parser, character)];
    found =
      next.length === 1
        ? found.map((start) => start + next[0])
        : found.flatMap((start) => next.map((end) => start + end));
    if (found.length > mostAlternatives) {
      throw patternProblem(
        parser.pattern,
        `it stands for more than ${mostAlternatives} patterns`,
        "Use a wildcard instead.",
      );
    }
  }
  return found;
}

function alternatives(parser: Parser): readonly string[] {
  const found: string[] = [];
  do {
    parser.offset++;
    found.push(...sequence(parser, true));
  } while (parser.pattern[parser.offset] === ",");
  if (parser.pattern[parser.offset] !== "}") throw patternProblem(parser.pattern, '"{" is not closed');
  parser.offset++;
  return found;
}

/** One character, with the backslash before it, or a whole bracket expression. */
function plain(parser: Parser, character: string): string {
  const { pattern, offset } = parser;
  let end = offset + 1;
  if (character === "\\") end = offset + 2;
  else if (character === "[") end = endOfBrackets(pattern, offset);
  parser.offset = Math.min(end, pattern.length);
  return pattern.slice(offset, end);
}

/** @internal The index after the bracket expression that starts at `start`; its first character is never its end. */
export function endOfBrackets(pattern: string, start: number): number {
  let index = start + 1;
  if (pattern[index] === "!" || pattern[index] === "^") index++;
  for (let first = true; index < pattern.length; first = false) {
    if (pattern[index] === "\\") index += 2;
    else if (pattern.startsWith("[:", index) && pattern.indexOf(":]", index + 2) > 0)
      index = pattern.indexOf(":]", index) + 2;
    else if (pattern[index] === "]" && !first) return index + 1;
    else index++;
  }
  throw patternProblem(pattern, '"[" is not closed');
}
