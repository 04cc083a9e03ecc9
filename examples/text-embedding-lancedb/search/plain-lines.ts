const FENCE = /^\s*(?:```|~~~)/;
/** Headings, list items, quotes, table rows, fences: they begin a line of their own. */
const OPENS_A_LINE = /^\s*(?:#|[-*+]\s|\d+[.)]\s|>|\||```|~~~)/;
const TABLE_RULE = /^\s*\|[\s|:-]+$/;
const STANDS_ALONE = /^\s*(?:#|\||```|~~~)/;

/**
 * The lines of a piece of Markdown for a narrow place: paragraphs on one line each, however they were broken; blank lines,
 * rules of tables and control characters left out; code as it is.
 */
export function plainLines(text: string): string[] {
  const lines: string[] = [];
  const fences = text.split("\n").filter((line) => FENCE.test(line));
  // A chunk may begin inside of code: then its first fence is a closing one.
  let inCode = fences.length % 2 === 1 && /^\s*(?:```|~~~)\s*$/.test(fences[0] ?? "");
  let joins = false;
  for (const raw of text
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .replaceAll("\t", "  ")
    .split("\n")) {
    const line = raw.trimEnd();
    if (FENCE.test(line)) inCode = !inCode;
    if (line.trim() === "" || TABLE_RULE.test(line)) {
      joins = false;
    } else if (joins && !inCode && !OPENS_A_LINE.test(line)) {
      lines.push(`${lines.pop() ?? ""} ${line.trim()}`);
    } else {
      lines.push(line);
      joins = !inCode && !STANDS_ALONE.test(line);
    }
  }
  return lines;
}
