import type { Block } from "./block.ts";

interface OpenSection {
  readonly level: number;
  readonly children: Block[];
}

/**
 * Puts blocks into sections: a heading's section holds all up to the next heading of its level or above. A heading and
 * the block right below it form a lead, so that to cut between them is worse than to cut behind them.
 */
export function nestSections(blocks: readonly Block[]): Block[] {
  const document: OpenSection = { level: 0, children: [] };
  const open: OpenSection[] = [document];
  for (const block of blocks) {
    if (block.kind === "heading") {
      const level = block.level ?? 1;
      while ((open.at(-1) as OpenSection).level >= level) open.pop();
      const children = [block];
      (open.at(-1) as OpenSection).children.push({ kind: "section", start: block.start, children });
      open.push({ level, children });
      continue;
    }
    const { level, children } = open.at(-1) as OpenSection;
    const heading = children[0];
    if (level > 0 && children.length === 1 && heading !== undefined) {
      children[0] = { kind: "lead", start: heading.start, children: [heading, block] };
    } else {
      children.push(block);
    }
  }
  return document.children;
}
