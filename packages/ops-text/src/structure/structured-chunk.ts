import { createHash } from "node:crypto";
import type { Chunk } from "@coco/connectorkit";
import type { Range } from "../text/range.ts";
import { trimRange } from "../text/white-space.ts";
import type { Scope } from "./scope.ts";

/** A chunk that knows where in the structure of its text it stands. */
export interface StructuredChunk extends Chunk {
  /**
   * The headings, or the definitions, that the whole chunk lies in, the outermost first: `["Guide", "Installation"]`,
   * `["Account", "deposit"]`. Embedded together with the text it says what the text is about.
   */
  readonly breadcrumb: readonly string[];
  /**
   * Made of the chunk's text, and of how many chunks before it have the same one: it stays when the text around the
   * chunk changes or the chunk moves.
   */
  readonly id: string;
}

/** Adds what the scopes say to chunks in order. */
export function structuredChunks(
  text: string,
  chunks: readonly Chunk[],
  ranges: readonly Range[],
  scopes: readonly Scope[],
): StructuredChunk[] {
  const inOrder = scopes.toSorted((one, other) => one.start - other.start || other.end - one.end);
  const open: Scope[] = [];
  const occurrences = new Map<string, number>();
  let next = 0;
  return chunks.map((chunk, index) => {
    const range = withoutClosing(text, ranges[index] as Range);
    for (let scope = inOrder[next]; scope !== undefined && scope.start <= range.start; scope = inOrder[++next]) {
      closeBefore(scope.start, open);
      open.push(scope);
    }
    closeBefore(range.start, open);
    const breadcrumb = open.filter(({ end }) => end >= range.end).map(({ name }) => name);
    return { ...chunk, breadcrumb, id: stableId(chunk.text, occurrences) };
  });
}

/** What a chunk is about is not changed by the brackets of others that it ends with. */
function withoutClosing(text: string, range: Range): Range {
  const { start, end } = trimRange(text, range);
  const closing = /(?:[\s)\]};,]|\bend\b)+$/.exec(text.slice(Math.max(start, end - 200), end))?.[0].length ?? 0;
  return { start, end: Math.max(end - closing, start) };
}

function closeBefore(offset: number, open: Scope[]): void {
  while (open.length > 0 && (open.at(-1) as Scope).end <= offset) open.pop();
}

function stableId(text: string, occurrences: Map<string, number>): string {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 32);
  const occurrence = occurrences.get(digest) ?? 0;
  occurrences.set(digest, occurrence + 1);
  return `${digest}-${occurrence}`;
}
