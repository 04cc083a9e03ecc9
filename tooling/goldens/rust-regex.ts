const ESCAPES: Readonly<Record<string, string>> = {
  s: "\\p{White_Space}",
  S: "\\P{White_Space}",
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]",
  W: "[^\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]",
};
const WORD = "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]";
const BOUNDARY = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;

/**
 * A Rust regular expression as a JavaScript one: classes by Unicode, `.` that stops at `\n` alone, and, with `lines`,
 * `^` and `$` at `\n` alone.
 *
 * @throws SyntaxError for one that Rust would refuse too.
 */
export function rustRegex(source: string, lines: boolean): RegExp {
  if (/\(\?<?[=!]|\\\d/.test(source)) throw new SyntaxError(`Rust knows no look-around and no references: ${source}`);
  const flags = /^\(\?([is]+)\)/.exec(source)?.[1] ?? "";
  let rest = flags === "" ? source : source.slice(flags.length + 3);
  let translated = "";
  let inClass = false;
  for (; rest !== ""; ) {
    const token = /^(?:\\p\{[^}]*\}|\\.|.)/su.exec(rest)?.[0] ?? rest;
    rest = rest.slice(token.length);
    if (token === "[") inClass = true;
    if (token === "]") inClass = false;
    translated += translate(token, inClass, lines, flags.includes("s"));
  }
  return new RegExp(translated, flags.includes("i") ? "giv" : "gv");
}

function translate(token: string, inClass: boolean, lines: boolean, dotAll: boolean): string {
  if (token.startsWith("\\")) {
    const letter = token.slice(1);
    if (letter === "b") return BOUNDARY;
    return ESCAPES[letter] ?? token;
  }
  if (inClass) return token;
  if (token === ".") return dotAll ? "[\\s\\S]" : "[^\\n]";
  if (token === "^") return lines ? "(?<![^\\n])" : "(?<![\\s\\S])";
  if (token === "$") return lines ? "(?![^\\n])" : "(?![\\s\\S])";
  return token;
}
