/** How a diff is written. */
export interface DiffOptions {
  /** The file's path, in the head of the diff. Default: none, so no head. */
  readonly path?: string | undefined;
  /** Lines that stay which are shown before and behind those that change. Default 3. */
  readonly context?: number | undefined;
}

/** A stretch of a text, and what is to stand there. Offsets are those of `String.prototype.slice`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines that change: the number of the first one, from 0, and what comes in place of which. */
interface Region {
  readonly first: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What edits of a text do, which go from left to right and do not overlap, as a unified diff; "" of none. */
export function unifiedDiff(
  text: string,
  edits: readonly TextChange[],
  { path, context = 3 }: DiffOptions = {},
): string {
  if (edits.length === 0) return "";
  const lines = linesOf(text);
  const hunks: Region[][] = [];
  for (const region of regionsOf(text, lines, edits)) {
    const last = hunks.at(-1)?.at(-1);
    const near = last !== undefined && region.first - (last.first + last.before.length) <= 2 * context;
    if (near) hunks.at(-1)?.push(region);
    else hunks.push([region]);
  }
  let offset = 0;
  const written = hunks.map((regions) => {
    const hunk = writeHunk(lines, regions, context, offset);
    for (const { before, after } of regions) offset += after.length - before.length;
    return hunk;
  });
  const head = path === undefined ? "" : `--- a/${path}\n+++ b/${path}\n`;
  return head + written.join("");
}

function writeHunk(lines: readonly string[], regions: readonly Region[], context: number, offset: number): string {
  const [{ first }] = regions as [Region];
  const last = regions.at(-1) as Region;
  const from = Math.max(0, first - context);
  const to = Math.min(lines.length, last.first + last.before.length + context);
  const out: string[] = [];
  let at = from;
  let grown = 0;
  for (const region of regions) {
    out.push(...lines.slice(at, region.first).map((line) => shown(" ", line)));
    out.push(...region.before.map((line) => shown("-", line)), ...region.after.map((line) => shown("+", line)));
    at = region.first + region.before.length;
    grown += region.after.length - region.before.length;
  }
  out.push(...lines.slice(at, to).map((line) => shown(" ", line)));
  const count = to - from;
  return `@@ -${place(from, count)} +${place(from + offset, count + grown)} @@\n${out.join("")}`;
}

/** Lines count from 1; of no lines at all, the one before is told. */
function place(first: number, count: number): string {
  return `${count === 0 ? first : first + 1}${count === 1 ? "" : `,${count}`}`;
}

function shown(mark: string, line: string): string {
  return line.endsWith("\n") ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}

/** The lines that edits change, together where edits share a line. */
function regionsOf(text: string, lines: readonly string[], edits: readonly TextChange[]): Region[] {
  const regions: Region[] = [];
  let line = 0;
  let lineStart = 0;
  for (let at = 0; at < edits.length; ) {
    while (line < lines.length && lineStart + (lines[line] as string).length <= (edits[at] as TextChange).start) {
      lineStart += (lines[line++] as string).length;
    }
    // The new text of the lines, as far as edits reach that have a line in common.
    let after = "";
    let behind = lineStart;
    let count = 0;
    let end = lineStart;
    for (; at < edits.length; at++) {
      const edit = edits[at] as TextChange;
      if (count > 0 && edit.start >= end) break;
      after += text.slice(behind, edit.start) + edit.text;
      behind = edit.end;
      while (line + count < lines.length && (end < edit.end || count === 0)) {
        end += (lines[line + count++] as string).length;
      }
    }
    after += text.slice(behind, end);
    for (const region of trimmed(line, lines.slice(line, line + count), linesOf(after))) addRegion(regions, region);
    line += count;
    lineStart = end;
  }
  return regions;
}

/** Lines that change right behind others are one region with them. */
function addRegion(regions: Region[], { first, before, after }: Region): void {
  const last = regions.at(-1);
  if (last !== undefined && last.first + last.before.length === first) {
    regions.pop();
    regions.push({ first: last.first, before: [...last.before, ...before], after: [...last.after, ...after] });
  } else {
    regions.push({ first, before, after });
  }
}

/** Without the lines at both ends that stay. */
function trimmed(first: number, before: readonly string[], after: readonly string[]): Region[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (head === before.length && head === after.length) return [];
  return [
    {
      first: first + head,
      before: before.slice(head, before.length - tail),
      after: after.slice(head, after.length - tail),
    },
  ];
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
