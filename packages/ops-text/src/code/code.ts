import type { SyntaxTree } from "@coco/syntax";
import type { LanguageLevels, Piece } from "../levels/piece.ts";
import { prose, proseLevels } from "../levels/prose.ts";
import { textPiece } from "../levels/text-levels.ts";
import type { LineFeeds } from "../text/line-feeds.ts";
import type { Range } from "../text/range.ts";
import { type Element, elementsOf } from "./elements.ts";
import { groupElements } from "./groups.ts";
import { LineIndex } from "./line-index.ts";

/** Nesting beyond this is divided as prose: nobody wrote it, and a unit of one's own would measure it over and over. */
const DEEPEST = 200;

/** Code by its syntax tree, and as prose where there is none. */
export const code: LanguageLevels = async (source, feeds) => {
  const tree = await source.tree();
  if (tree === undefined) return prose(source, feeds);
  const whole = { start: 0, end: source.text.length, node: tree.root, depth: 0 };
  return new CodeDivider(tree, feeds).piece(whole, 0);
};

/** Divides a node into logical lines: what stands on one line, and each node below it that has lines of its own. */
class CodeDivider {
  readonly #tree: SyntaxTree;
  readonly #feeds: LineFeeds;
  readonly #lines: LineIndex;

  constructor(tree: SyntaxTree, feeds: LineFeeds) {
    this.#tree = tree;
    this.#feeds = feeds;
    this.#lines = new LineIndex(tree.source);
  }

  piece(element: Element, depth: number): Piece {
    const { start, end } = element;
    return { start, end, parts: () => this.#parts(element, depth) };
  }

  #parts(element: Element, depth: number): readonly Piece[] | undefined {
    const { node } = element;
    if (node === undefined || depth >= DEEPEST || !this.#tree.hasChildren(node)) return this.#prose(element);
    const elements = elementsOf(this.#tree, node, element, this.#lines);
    const groups = groupElements(elements, this.#tree, this.#lines);
    if (groups.length === 1) return elements.map((one) => this.piece(one, depth + 1));
    const pieces = groups.map((group) => this.#group(group, depth + 1));
    const [head, first, ...rest] = pieces;
    if (head === undefined || first === undefined || !isHead(groups)) return pieces;
    return [joined([head, first]), ...rest];
  }

  #group(group: readonly Element[], depth: number): Piece {
    const [first, second] = group as readonly [Element, Element?];
    if (second === undefined) return this.piece(first, depth);
    const pieces = group.map((element) => this.piece(element, depth + 1));
    return joined(pieces);
  }

  #prose({ start, end }: Range): readonly Piece[] | undefined {
    return textPiece(this.#tree.source, this.#feeds, { start, end }, proseLevels).parts();
  }
}

/** Whether the first group is the head of a definition and the second begins its body: to cut between them is bad. */
function isHead(groups: readonly (readonly Element[])[]): boolean {
  const [head, body] = groups;
  return (head?.[0]?.depth ?? 0) < (body?.[0]?.depth ?? 0);
}

/** Pieces as one that is divided into them. */
function joined(pieces: readonly Piece[]): Piece {
  return { start: (pieces[0] as Piece).start, end: (pieces.at(-1) as Piece).end, parts: () => pieces };
}
