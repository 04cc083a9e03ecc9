import { readFileSync, writeFileSync } from "node:fs";

export interface Edit {
  /** Where the paragraph begins, from 1. */
  readonly line: number;
  /** The sentence that was added to it. */
  readonly sentence: string;
  readonly undo: () => void;
}

const SENTENCE = "This sentence was added by the demo.";
/** Headings, lists, tables, quotes, code, links: no prose. */
const NOT_PROSE = /^(?:[#\-*+>|[`~]|\d+[.)]| {2,}|\t)/;

/** Adds a sentence to the longest paragraph of a document. */
export function editParagraph(file: string): Edit {
  const before = readFileSync(file, "utf8");
  const blocks = before.split(/(\n{2,})/);
  let longest = -1;
  let inCode = false;
  for (const [index, block] of blocks.entries()) {
    const prose = index % 2 === 0 && !inCode && !NOT_PROSE.test(block);
    if (prose && block.length > (blocks[longest]?.length ?? 0)) longest = index;
    // An odd number of fences in a block: the code goes on after the blank line.
    if ((block.match(/^(?:```|~~~)/gm)?.length ?? 0) % 2 === 1) inCode = !inCode;
  }
  const chosen = longest === -1 ? 0 : longest;
  const after = blocks.with(chosen, `${(blocks[chosen] ?? "").trimEnd()} ${SENTENCE}`).join("");
  writeFileSync(file, after);
  const line = blocks.slice(0, chosen).join("").split("\n").length;
  return { line, sentence: SENTENCE, undo: () => writeFileSync(file, before) };
}
