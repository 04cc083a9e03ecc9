import type { LanguageLevels, Piece } from "../levels/piece.ts";
import { blankLines, clauses, commas, lineEnds, sentences, words } from "../levels/prose.ts";
import { expression } from "../levels/separators.ts";
import { type TextLevel, textPiece } from "../levels/text-levels.ts";
import type { LineFeeds } from "../text/line-feeds.ts";
import type { Range } from "../text/range.ts";
import type { Block, BlockKind } from "./block.ts";
import { readMarkdown } from "./read-blocks.ts";
import { nestSections } from "./sections.ts";

const cells: TextLevel = { separator: expression(/\|/g), keep: "before" };

/** In Markdown a line end inside a paragraph means little, so sentences come first. */
const paragraphLevels: readonly TextLevel[] = [sentences, lineEnds, clauses, commas, words];
const codeLevels: readonly TextLevel[] = [blankLines, lineEnds, words];
const tableLevels: readonly TextLevel[] = [lineEnds, cells, sentences, words];
const lineLevels: readonly TextLevel[] = [blankLines, lineEnds, sentences, clauses, commas, words];

/** How a block without blocks inside is divided; paragraph levels where nothing is said. */
const levelsByKind: Partial<Record<BlockKind, readonly TextLevel[]>> = {
  code: codeLevels,
  "front-matter": lineLevels,
  html: lineLevels,
  table: tableLevels,
};

/**
 * Markdown without a grammar: sections by heading level, then blocks, then items and rows, then sentences. Code blocks
 * and tables are kept whole where they fit into a chunk.
 */
export const markdown: LanguageLevels = ({ text }, feeds) =>
  containerPiece({ text, feeds }, { start: 0, end: text.length }, nestSections(readMarkdown(text)));

/** What all pieces are parts of. */
interface Whole {
  readonly text: string;
  readonly feeds: LineFeeds;
}

/** A piece whose blocks divide all of it between them: marks such as `-` and `>` go with the block that they are at. */
function containerPiece(whole: Whole, { start, end }: Range, blocks: readonly Block[]): Piece {
  return {
    start,
    end,
    parts: () =>
      blocks.map((block, index) => {
        const range = { start: index === 0 ? start : block.start, end: blocks[index + 1]?.start ?? end };
        return blockPiece(whole, range, block);
      }),
  };
}

function blockPiece(whole: Whole, range: Range, block: Block): Piece {
  const [only, second] = block.children;
  if (only !== undefined) {
    return second === undefined ? blockPiece(whole, range, only) : containerPiece(whole, range, block.children);
  }
  const piece = textPiece(whole.text, whole.feeds, range, levelsByKind[block.kind] ?? paragraphLevels);
  return block.kind === "code" || block.kind === "table"
    ? { ...range, whole: true, parts: () => piece.parts() }
    : piece;
}
