import type { SyntaxTree } from "@coco/syntax";
import type { Compatibility } from "../pattern/compatibility.ts";
import { CodeRange } from "../result/code-range.ts";
import { enclosingLines, type Lines } from "./enclosing-lines.ts";

/** A part of a rendered match. */
export interface RenderedSegment {
  /** A line of a scope around the match, or a sign that something is left out; or the match itself. */
  readonly kind: "frame" | "content";
  /** The part of the source that is shown; empty for a sign. */
  readonly source: CodeRange;
  /** What stands for source that is left out, such as "  ...\n"; undefined where source is shown as it is. */
  readonly summary: string | undefined;
  /** Where it stands in the rendered text, as `String.prototype.slice` counts. */
  readonly renderedStart: number;
  readonly renderedEnd: number;
}

/** A match as a reader sees it. */
export interface RenderedMatch {
  readonly text: string;
  readonly segments: readonly RenderedSegment[];
}

export interface RenderOptions {
  /** "cocoindex": frames only in the languages in which CocoIndex 1.0.26 has them. */
  readonly compatibility?: Compatibility | undefined;
}

const FRAMED_THERE: ReadonlySet<string> = new Set(
  "bash c cpp csharp go java javascript json kotlin python r rust scala swift tsx typescript".split(" "),
);

/**
 * Shows a match, or another stretch of a source, together with the first lines of the scopes that it stands in: its class, its function, its loop. What
 * is left out is marked with `...`.
 *
 * @example
 * renderMatch(match).text; // "class A:\n    def run(self):\n        ...\nreturn 1"
 */
export function renderMatch(
  match: Pick<CodeRange, "tree" | "start" | "end">,
  { compatibility }: RenderOptions = {},
): RenderedMatch {
  const { tree } = match;
  const framed = compatibility === undefined || FRAMED_THERE.has(tree.grammar.language);
  const frames = framed ? enclosingLines(tree, match.start, match.end) : [];
  const segments: RenderedSegment[] = [];
  let text = "";
  const add = (kind: RenderedSegment["kind"], { start, end }: Lines, summary?: string): void => {
    const renderedStart = text.length;
    text += summary ?? tree.source.slice(start, end);
    segments.push({ kind, source: new CodeRange(tree, start, end), summary, renderedStart, renderedEnd: text.length });
  };
  for (const frame of frames) add("frame", frame);
  const gap = leftOut(tree, frames.at(-1)?.end, match.start);
  if (gap !== "") add("frame", { start: match.start, end: match.start }, gap);
  add("content", match);
  return { text, segments };
}

/** What stands for the source between the last frame and the match. */
function leftOut({ source }: SyntaxTree, frameEnd: number | undefined, start: number): string {
  if (frameEnd === undefined) return "";
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const before = source.slice(lineStart, start);
  if (before.trim() !== "") return "... ";
  return lineStart > frameEnd ? `${before}...\n` : "";
}
