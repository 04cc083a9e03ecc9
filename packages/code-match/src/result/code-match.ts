import type { SyntaxNode } from "@coco/syntax";
import type { LeafIndex } from "../leaves/leaf-index.ts";
import { type Hit, placeOf } from "../matcher/hit.ts";
import { CodeRange } from "./code-range.ts";

/** What a metavariable stands for. A run that took nothing is empty, and stands before what came next. */
export class Capture extends CodeRange {
  /** The node that it is; undefined for a run of several, or of none. */
  readonly node: SyntaxNode | undefined;

  /** @internal */
  constructor(index: LeafIndex, start: number, end: number, node: number) {
    super(index.tree, start, end);
    this.node = node < 0 ? undefined : node;
  }

  /** The kind of its node; undefined for a run. */
  get kind(): string | undefined {
    return this.node === undefined ? undefined : this.tree.kind(this.node).name;
  }
}

/** A place that a pattern matches: a node, or neighbouring children of one. */
export class CodeMatch extends CodeRange {
  /** The node that was matched, or whose children were. */
  readonly node: SyntaxNode;
  /** Whether it is the node as a whole, and not some of its children. */
  readonly whole: boolean;
  /** By name: what the pattern's metavariables stand for. One that did not take part in the match is missing. */
  readonly captures: Readonly<Record<string, Capture>>;

  /** @internal */
  constructor(index: LeafIndex, hit: Hit, names: readonly string[], compatible: boolean) {
    const { start, end, node, whole } = placeOf(index, hit, compatible);
    super(index.tree, start, end);
    this.node = node;
    this.whole = whole;
    const captures: Record<string, Capture> = Object.create(null) as Record<string, Capture>;
    for (const [slot, name] of names.entries()) {
      const bound = hit.bound[slot];
      if (bound === undefined) continue;
      // White space that does not count at the match's ends does not count at those of what it captured there.
      const from = index.source.slice(bound.start, start).trim() === "" ? Math.max(bound.start, start) : bound.start;
      const to = index.source.slice(end, bound.end).trim() === "" ? Math.min(bound.end, end) : bound.end;
      captures[name] = compatible
        ? new Capture(index, bound.start, bound.end, bound.node)
        : new Capture(index, from, to, bound.node);
    }
    this.captures = captures;
  }

  /** The kind of {@link CodeMatch.node}. */
  get kind(): string {
    return this.tree.kind(this.node).name;
  }
}
