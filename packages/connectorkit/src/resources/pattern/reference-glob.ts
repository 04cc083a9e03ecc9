import { patternProblem } from "./pattern-problem.ts";

/**
 * @internal A pattern as CocoIndex reads it: `*`, `?` and classes match slashes too, `**` between slashes any folders or
 * none, `{a,b}` nests, a backslash quotes; the whole path must match. It sees bytes of UTF-8, so `?` is one byte.
 *
 * @throws PatternError (`PATTERN_SYNTAX`) for brackets or braces that are not closed, and the like.
 */
export function compileReferenceGlob(pattern: string): (path: string) => boolean {
  const reader: Reader = { pattern, bytes: toBytes(pattern), offset: 0 };
  const source = readSequence(reader, false);
  if (reader.offset < reader.bytes.length) throw patternProblem(pattern, '"}" closes nothing');
  const expression = new RegExp(`^(?:${source === ANY_PREFIX ? ".*" : source})$`, "s");
  return (path) => expression.test(toBytes(path));
}

interface Reader {
  readonly pattern: string;
  readonly bytes: string;
  offset: number;
}

const ANY_PREFIX = "(?:/?|.*/)";
const ANY_FOLDERS = "(?:/|/.*/)";
const ANY_SUFFIX = "/.*";

function toBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Reads up to the end, or inside braces up to the comma or brace that ends the alternative. */
function readSequence(reader: Reader, inBraces: boolean): string {
  const parts: string[] = [];
  for (let character = reader.bytes[reader.offset]; character !== undefined; character = reader.bytes[reader.offset]) {
    if (character === "}" || (inBraces && character === ",")) break;
    if (character === "*") readStars(reader, parts, inBraces);
    else parts.push(readOne(reader, character));
  }
  return parts.join("");
}

function readOne(reader: Reader, character: string): string {
  if (character === "{") return readAlternatives(reader);
  if (character === "[") return readClass(reader);
  reader.offset++;
  if (character === "?") return ".";
  if (character !== "\\") return literal(character);
  const quoted = reader.bytes[reader.offset++];
  if (quoted === undefined) throw patternProblem(reader.pattern, "a backslash stands at its end");
  return literal(quoted);
}

/** `**` means any folders where it stands between slashes or ends; else each star is any text. */
function readStars(reader: Reader, parts: string[], inBraces: boolean): void {
  const { bytes } = reader;
  reader.offset++;
  if (bytes[reader.offset] !== "*") {
    parts.push(".*");
    return;
  }
  const before = parts.at(-1);
  const after = bytes[++reader.offset];
  const ends = after === undefined || (inBraces && (after === "," || after === "}"));
  if (before === undefined && (after === undefined || after === "/")) {
    reader.offset++;
    parts.push(ANY_PREFIX);
  } else if (before === ANY_PREFIX || before === ANY_FOLDERS) {
    // Folders after folders add nothing.
    if (after === "/") reader.offset++;
    else if (ends && before === ANY_FOLDERS) parts.splice(-1, 1, ANY_SUFFIX);
    else if (!ends) parts.push(".*.*");
  } else if (before === "/" && (ends || after === "/")) {
    if (after === "/") reader.offset++;
    parts.splice(-1, 1, after === "/" ? ANY_FOLDERS : ANY_SUFFIX);
  } else {
    parts.push(".*.*");
  }
}

function readAlternatives(reader: Reader): string {
  const alternatives: string[] = [];
  do {
    reader.offset++;
    alternatives.push(readSequence(reader, true));
  } while (reader.bytes[reader.offset] === ",");
  if (reader.bytes[reader.offset] !== "}") throw patternProblem(reader.pattern, '"{" is not closed');
  reader.offset++;
  return `(?:${alternatives.join("|")})`;
}

function readClass(reader: Reader): string {
  const body = /^\[([!^]?)(\]?[^\]]*)\]/.exec(reader.bytes.slice(reader.offset));
  if (body === null) throw patternProblem(reader.pattern, '"[" is not closed');
  const [all, negation, members] = body as unknown as [string, string, string];
  reader.offset += all.length;
  const ranges = [...members.matchAll(/([^])-([^])|[^]/g)].map(([member, low, high]) => {
    if (low === undefined || high === undefined) return inClass(member);
    if (low > high) throw patternProblem(reader.pattern, `the range ${low}-${high} runs backwards`);
    return `${inClass(low)}-${inClass(high)}`;
  });
  return `[${negation === "" ? "" : "^"}${ranges.join("")}]`;
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|]/.test(character) ? `\\${character}` : character;
}

function inClass(character: string): string {
  return /[\\^[\]-]/.test(character) ? `\\${character}` : character;
}
