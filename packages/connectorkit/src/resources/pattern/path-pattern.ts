import { compileSegment } from "./compile-segment.ts";
import { endOfBrackets, expandBraces } from "./expand-braces.ts";
import { patternProblem } from "./pattern-problem.ts";

/** @internal One pattern of a list, without its alternatives. */
export interface PathPattern {
  /** `!` stood before it. */
  readonly isNegated: boolean;
  /** Whether it matches the entry itself (not what lies beneath). */
  matches(path: string, isDirectory: boolean): boolean;
  /** Whether it matches everything beneath a directory, whatever its name: `a/**` beneath `a`. */
  matchesAllBeneath(directory: string): boolean;
  /** Whether it could match something beneath a directory; true in doubt. */
  mayMatchBeneath(directory: string): boolean;
}

/** `**` between slashes: any number of folders, also none. */
const anyFolders: unique symbol = Symbol("**");
type Segment = RegExp | typeof anyFolders;

/**
 * @internal Compiles a pattern in .gitignore syntax, with `{a,b}` added. Unlike a line of such a file it is taken as it
 * is: `#` starts no comment, and spaces at the end count.
 * @throws PatternError (`PATTERN_SYNTAX`) for a pattern that is not well formed, or that nothing can match.
 */
export function compilePattern(pattern: string): readonly PathPattern[] {
  const isNegated = pattern.startsWith("!");
  const body = isNegated ? pattern.slice(1) : pattern;
  return expandBraces(body).map((alternative) => compileAlternative(alternative, pattern, isNegated));
}

function compileAlternative(alternative: string, pattern: string, isNegated: boolean): PathPattern {
  const parts = splitPath(alternative);
  const isAnchored = parts.length > 1 && !(parts.length === 2 && parts[1] === "");
  const directoryOnly = parts.length > 1 && parts.at(-1) === "";
  if (directoryOnly) parts.pop();
  if (isAnchored && parts[0] === "") parts.shift();
  checkParts(parts, pattern);
  const segments = compileParts(isAnchored ? parts : ["**", ...parts], pattern);
  const whole = join(segments);
  const beneath = parts.length > 1 && parts.at(-1) === "**" && !directoryOnly ? join(segments.slice(0, -2)) : undefined;
  return {
    isNegated,
    matches: (path, isDirectory) => (isDirectory || !directoryOnly) && whole.test(path),
    matchesAllBeneath: (directory) => beneath?.test(directory) ?? false,
    mayMatchBeneath: (directory) => mayMatchBeneath(segments, directory),
  };
}

function checkParts(parts: readonly string[], pattern: string): void {
  if (parts.length === 0 || (parts.length === 1 && parts[0] === "")) {
    throw patternProblem(pattern, "it is empty", "To match everything, write **.");
  }
  for (const part of parts) {
    if (part === "") throw patternProblem(pattern, "two slashes follow each other", "Write one slash.");
    if (part === "." || part === "..") {
      throw patternProblem(pattern, `no path holds "${part}"`, "Paths are relative to the root: src/**, not ./src/**.");
    }
  }
}

/** Splits at slashes, which a backslash does not quote and brackets may not hold. */
function splitPath(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; ) {
    if (text[index] === "/") {
      parts.push(text.slice(start, index));
      start = ++index;
    } else if (text[index] === "[") {
      const end = endOfBrackets(text, index);
      if (text.slice(index, end).includes("/")) throw patternProblem(text, "a class in brackets holds a slash");
      index = end;
    } else {
      index += text[index] === "\\" && text[index + 1] !== "/" ? 2 : 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function compileParts(parts: readonly string[], pattern: string): Segment[] {
  const segments: Segment[] = [];
  for (const part of parts) {
    if (!/^\*{2,}$/.test(part)) segments.push(new RegExp(`^${compileSegment(part, pattern)}$`, "su"));
    else if (segments.at(-1) !== anyFolders) segments.push(anyFolders);
  }
  // At the end ** is everything beneath, so at least one name.
  if (segments.at(-1) === anyFolders) segments.push(/^[^/]+$/su);
  return segments;
}

function join(segments: readonly Segment[]): RegExp {
  const sources = segments.map((segment, index) => {
    if (segment === anyFolders) return "(?:[^/]+/)*";
    return `${segment.source.slice(1, -1)}${index === segments.length - 1 ? "" : "/"}`;
  });
  return new RegExp(`^${sources.join("")}$`, "su");
}

function mayMatchBeneath(segments: readonly Segment[], directory: string): boolean {
  if (directory === "") return true;
  const names = directory.split("/");
  for (const [index, name] of names.entries()) {
    const segment = segments[index];
    if (segment === anyFolders) return true;
    if (segment === undefined || !segment.test(name)) return false;
  }
  return true;
}
