import { getDocumentProxy } from "unpdf";

/** A line of text as it stands on a page. */
export interface Line {
  readonly text: string;
  /** Of the letters, in points. */
  readonly size: number;
  /** From the left and from the bottom of the page, in points. */
  readonly x: number;
  readonly y: number;
}

/** Reads the lines of each page of a PDF, in the order in which it was written. */
export async function linesOf(pdf: Uint8Array): Promise<Line[][]> {
  const document = await getDocumentProxy(pdf);
  try {
    const pages: Line[][] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(joined(items.filter((item) => "str" in item)));
      page.cleanup();
    }
    return pages;
  } finally {
    await document.loadingTask.destroy();
  }
}

/** A run of text in one font. */
interface TextRun {
  readonly str: string;
  /** A matrix: the size stands at 3, the place at 4 and 5. */
  readonly transform: readonly number[];
}

/** Joins what stands on one height; spaces between come as runs of their own. */
function joined(runs: readonly TextRun[]): Line[] {
  const lines: Line[] = [];
  for (const { str, transform } of runs) {
    const [, , , size = 0, x = 0, y = 0] = transform;
    const last = lines.at(-1);
    if (last !== undefined && Math.abs(last.y - y) < last.size / 2) {
      lines[lines.length - 1] = { ...last, text: last.text + str, size: Math.max(last.size, size) };
    } else if (str.trim() !== "") {
      lines.push({ text: str, size, x, y });
    }
  }
  return lines.map((line) => ({ ...line, text: line.text.trim().replaceAll(/\s+/g, " ") }));
}
