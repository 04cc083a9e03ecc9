import type { Position } from "@coco/connectorkit";
import type { SyntaxTree } from "@coco/syntax";
import { positionOf } from "./positions.ts";

/** A stretch of a source. Offsets are those of `String.prototype.slice`. */
export class CodeRange {
  readonly tree: SyntaxTree;
  /** Offset of its first character. */
  readonly start: number;
  /** Offset behind its last character. */
  readonly end: number;

  /** @internal */
  constructor(tree: SyntaxTree, start: number, end: number) {
    this.tree = tree;
    this.start = start;
    this.end = end;
  }

  /** Its text. */
  get text(): string {
    return this.tree.source.slice(this.start, this.end);
  }

  /** Where it begins: line, column and bytes. */
  get startPosition(): Position {
    return positionOf(this.tree, this.start);
  }

  /** The place behind its last character. */
  get endPosition(): Position {
    return positionOf(this.tree, this.end);
  }
}
