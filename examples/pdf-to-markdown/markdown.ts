import type { Line } from "./lines.ts";

/** A heading's letters are so much larger than those of the text. */
const HEADING = 1.15;
/** A gap between two lines larger than so many sizes begins a new paragraph. */
const PARAGRAPH_GAP = 1.75;
const LEVELS = 4;

interface Block {
  /** 0: a paragraph or an item of a list. */
  readonly level: number;
  readonly isItem: boolean;
  readonly text: string;
}

/** Pages as one Markdown text: headings by the size of their letters, paragraphs by the gaps between lines, lists by their marks. */
export function toMarkdown(pages: readonly (readonly Line[])[]): string {
  const kept = withoutRunningLines(pages);
  const levelOf = headingLevels(kept.flat());
  const blocks = kept.reduce<Block[]>((all, page) => addPage(all, page, levelOf), []);
  const texts = blocks.map((block, index) => {
    const listGoesOn = block.isItem && blocks[index + 1]?.isItem === true;
    return markdownOf(block) + (listGoesOn ? "\n" : "\n\n");
  });
  return `${texts.join("").trimEnd()}\n`;
}

/** What stands at one height of every page, but for its numbers, is a header or a footer. */
function withoutRunningLines(pages: readonly (readonly Line[])[]): readonly (readonly Line[])[] {
  if (pages.length < 2) return pages;
  const place = ({ text, y }: Line): string => `${Math.round(y)} ${text.replaceAll(/\d+/g, "#")}`;
  const [first = [], ...others] = pages.map((page) => new Set(page.map(place)));
  const running = new Set([...first].filter((one) => others.every((other) => other.has(one))));
  return pages.map((page) => page.filter((line) => !running.has(place(line))));
}

/** The size with the most letters is that of the text; each larger one is a level. */
function headingLevels(lines: readonly Line[]): (size: number) => number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) letters.set(rounded(size), (letters.get(rounded(size)) ?? 0) + text.length);
  const [body = 0] = [...letters].sort(([, a], [, b]) => b - a).map(([size]) => size);
  const larger = [...letters.keys()].filter((size) => size >= body * HEADING).sort((a, b) => b - a);
  return (size) => Math.min(larger.indexOf(rounded(size)) + 1, LEVELS);
}

function rounded(size: number): number {
  return Math.round(size * 2) / 2;
}

function addPage(blocks: Block[], page: readonly Line[], levelOf: (size: number) => number): Block[] {
  let above: Line | undefined;
  for (const line of page) {
    const level = levelOf(line.size);
    const item = /^(?:[•◦▪–-]|\d{1,3}[.)])\s+(.*)$/u.exec(line.text);
    const last = blocks.at(-1);
    const close = above !== undefined && above.y - line.y > 0 && above.y - line.y < PARAGRAPH_GAP * above.size;
    if (last !== undefined && last.level === level && close && item === null) {
      blocks[blocks.length - 1] = { ...last, text: continued(last.text, line.text) };
    } else {
      const numbered = item !== null && /^\d/.test(line.text);
      blocks.push({ level, isItem: item !== null, text: item === null || numbered ? line.text : (item[1] as string) });
    }
    above = line;
  }
  return blocks;
}

/** A word that is broken at the end of a line is put together again. */
function continued(text: string, next: string): string {
  return /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(next) ? text.slice(0, -1) + next : `${text} ${next}`;
}

function markdownOf({ isItem, level, text }: Block): string {
  const plain = text.replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`);
  if (level > 0) return `${"#".repeat(level)} ${plain}`;
  if (isItem) return /^\d/.test(plain) ? plain.replace(/^(\d+)[.)]/, "$1.") : `- ${plain}`;
  return plain.replace(/^([#+-]|\d+[.)])(?=\s)/, String.raw`\$1`);
}
