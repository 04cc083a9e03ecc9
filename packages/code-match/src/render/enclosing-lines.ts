import type { SyntaxNode, SyntaxTree } from "@coco/syntax";

/** Lines of a source, with their line ends. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** Lines that go on with what a line before them began. */
const CONTINUATION = /^\s*(?:[)\]}]|(?:else|elif|elsif|elseif|except|catch|finally|rescue|ensure|end)\b)/;
const LONE_OPENER = /^\s*[({[]?\s*$/;
const BODY_FIELDS: ReadonlySet<string> = new Set(["body", "consequence"]);
const OPENERS: ReadonlySet<string> = new Set(["{", "(", "["]);
/** Heads longer than this are cut. */
const MOST_LINES = 8;

/**
 * The first lines of the nodes that a stretch lies in, outermost first: of those that begin on the same line, or are
 * indented no less than what they hold, only one.
 */
export function enclosingLines(tree: SyntaxTree, start: number, end: number): Lines[] {
  const { source } = tree;
  const around = nodesAround(tree, start, end);
  const frames: Lines[] = [];
  const ownLine = lineStartOf(source, start);
  let indentation = indentationAt(source, ownLine);
  let below = ownLine;
  for (let at = around.length - 1; at >= 0; at--) {
    const node = around[at] as SyntaxNode;
    const lineStart = lineStartOf(source, tree.start(node));
    if (lineStart >= below) continue;
    const own = indentationAt(source, lineStart);
    const line = source.slice(lineStart, lineEndOf(source, lineStart));
    // A block may hold what is indented no more than itself, as namespaces do.
    const tooFar = source[tree.start(node)] === "{" ? own > indentation : own >= indentation;
    // A brace on a line of its own belongs to the head above it.
    const belongsAbove = LONE_OPENER.test(line) && BODY_FIELDS.has(tree.field(node) ?? "");
    if (tooFar || line.trim() === "" || belongsAbove || CONTINUATION.test(line)) continue;
    frames.unshift({ start: lineStart, end: Math.min(headEnd(tree, node, around[at + 1], lineStart), below) });
    indentation = own;
    below = lineStart;
  }
  return frames;
}

/** The nodes that hold a stretch, outermost first. */
function nodesAround(tree: SyntaxTree, start: number, end: number): SyntaxNode[] {
  const around: SyntaxNode[] = [];
  for (let node: SyntaxNode | undefined = tree.root; node !== undefined; ) {
    around.push(node);
    node = tree.children(node).find((child) => tree.start(child) <= start && tree.end(child) >= end);
  }
  return around;
}

/** Where the head of a node ends: with its first line, or with the line in which its body begins. */
function headEnd(tree: SyntaxTree, node: SyntaxNode, inner: SyntaxNode | undefined, lineStart: number): number {
  const { source } = tree;
  const firstEnd = lineEndOf(source, lineStart);
  if (inner === undefined || !BODY_FIELDS.has(tree.field(inner) ?? "")) return firstEnd;
  if (OPENERS.has(source[tree.start(node)] ?? "")) return firstEnd;
  const bodyStart = tree.start(inner);
  const opened = OPENERS.has(source[bodyStart] ?? "");
  let end = firstEnd;
  for (let lines = 1; lines < MOST_LINES; lines++) {
    const rest = source.slice(end, bodyStart);
    if (end > bodyStart || (!opened && rest.trim() === "") || end >= tree.end(node)) break;
    end = lineEndOf(source, end);
  }
  return end;
}

function lineStartOf(source: string, offset: number): number {
  return source.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset behind the end of the line. */
function lineEndOf(source: string, lineStart: number): number {
  const end = source.indexOf("\n", lineStart);
  return end < 0 ? source.length : end + 1;
}

function indentationAt(source: string, lineStart: number): number {
  let width = 0;
  for (let at = lineStart; ; at++) {
    const unit = source[at];
    if (unit === " ") width++;
    else if (unit === "\t") width += 8 - (width % 8);
    else return width;
  }
}
