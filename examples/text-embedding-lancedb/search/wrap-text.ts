import type { ShownLine } from "./passage.ts";
import { plainLines } from "./plain-lines.ts";

/** The lines of a piece of Markdown, none longer than `width` characters; cut at spaces where there are any. */
export function wrapText(text: string, width: number): ShownLine[] {
  return plainLines(text).flatMap((line) => [...wrapLine(line, width)]);
}

function* wrapLine(line: string, width: number): Generator<ShownLine> {
  let rest = line;
  let continues = false;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const cut = space > width / 3 ? space : width;
    yield { text: rest.slice(0, cut).trimEnd(), continues };
    rest = rest.slice(cut).trimStart();
    continues = true;
  }
  yield { text: rest, continues };
}
