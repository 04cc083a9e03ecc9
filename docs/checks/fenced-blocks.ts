/** A fenced block of a Markdown document. */
export interface FencedBlock {
  /** The first word after the fence. */
  readonly language: string;
  /** What follows it: here the example that the block shows, `examples/name.ts` or `examples/name.ts#region`. */
  readonly shows: string | undefined;
  readonly text: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
}

const FENCE = /^```(\w*)(?: +(\S+))?\s*$/;

/** The fenced blocks of a document, in order. */
export function fencedBlocks(markdown: string): FencedBlock[] {
  const blocks: FencedBlock[] = [];
  replaceBlocks(markdown, (block) => {
    blocks.push(block);
    return block.text;
  });
  return blocks;
}

/** The document with another text in each block. */
export function replaceBlocks(markdown: string, textOf: (block: FencedBlock) => string): string {
  const out: string[] = [];
  const lines = markdown.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const fence = FENCE.exec(line);
    out.push(line);
    if (fence === null) continue;
    const end = lines.indexOf("```", at + 1);
    if (end < 0) throw new Error(`line ${at + 1}: the block is not closed`);
    const [, language = "", shows] = fence;
    const text = textOf({ language, shows, text: lines.slice(at + 1, end).join("\n"), line: at + 1 });
    if (text !== "") out.push(...text.split("\n"));
    out.push("```");
    at = end;
  }
  return out.join("\n");
}
