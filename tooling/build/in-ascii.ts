const BEYOND_ASCII = /\\*[^\0-\x7f]/g;

/**
 * The same program in ASCII alone: each other character, in a text, a pattern or a comment, as `\uXXXX`.
 *
 * Node copies a module of nothing but ASCII into V8 as it is; of one with a single other character it decodes the whole text, and V8
 * keeps each character in two bytes.
 */
export function inAscii(code: string): string {
  if (/\braw\s*`[^`]*[^\0-\x7f]/.test(code)) {
    throw new Error("a raw template has a character that is not ASCII; written as an escape it would be another text");
  }
  return code.replace(BEYOND_ASCII, (found) => {
    const before = found.slice(0, -1);
    if (before.length % 2 === 1)
      throw new Error(
        `a backslash before ${JSON.stringify(found.slice(-1))} would take its escape apart; leave it out`,
      );
    return `${before}\\u${found.charCodeAt(before.length).toString(16).padStart(4, "0")}`;
  });
}
