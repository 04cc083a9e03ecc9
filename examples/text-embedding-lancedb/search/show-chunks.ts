import type { FoundChunk } from "./find-chunks.ts";
import { passageFor } from "./passage.ts";
import { wrapText } from "./wrap-text.ts";

export interface ShowOptions {
  /** In columns. */
  readonly width: number;
  /** The most lines of the first chunk's text, and of each further one's. */
  readonly lines: readonly [first: number, further: number];
}

/** Ranked chunks for people: where each stands, its score, and the lines of it that have most to do with the question. */
export function showChunks(question: string, chunks: readonly FoundChunk[], { width, lines }: ShowOptions): string {
  return chunks
    .map((chunk, index) => {
      const lineRange =
        chunk.startLine === chunk.endLine ? `${chunk.startLine}` : `${chunk.startLine}-${chunk.endLine}`;
      const place = `${String(index + 1).padStart(3)}  ${printable(chunk.file)}:${lineRange}`;
      const score = `score ${chunk.score.toFixed(4)}`;
      const gap = " ".repeat(Math.max(2, width - place.length - score.length));
      const most = index === 0 ? lines[0] : lines[1];
      const text = passageFor(question, wrapText(chunk.text, width - 5), most).map((line) => `     ${line}`);
      return [`${place}${gap}${score}`, ...text].join("\n");
    })
    .join("\n\n");
}

/** A name may hold anything but a slash: no line ends or control characters on the terminal. */
export function printable(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
