import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from "@cantoo/pdf-lib";

/** What a PDF is made of: each part begins a line of its own. */
export type Part =
  | { readonly title: string }
  | { readonly section: string }
  | { readonly text: string }
  | { readonly items: readonly string[] }
  | { readonly newPage: true };

const WIDTH = 420;
const [LEFT, TOP, BOTTOM] = [60, 780, 70];

/** Makes a real PDF: set in Helvetica, lines broken by width, with a footer on each page. */
export async function makePdf(parts: readonly Part[], footer?: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const [font, bold] = [
    await document.embedFont(StandardFonts.Helvetica),
    await document.embedFont(StandardFonts.HelveticaBold),
  ];
  const pages: PDFPage[] = [];
  let y = 0;
  const begin = (): void => {
    pages.push(document.addPage([595, 842]));
    y = TOP;
  };
  const write = (text: string, of: PDFFont, size: number, x = LEFT): void => {
    for (const line of broken(text, of, size)) {
      if (y < BOTTOM) begin();
      pages.at(-1)?.drawText(line, { x, y, size, font: of });
      y -= size * 1.3;
    }
    y -= size;
  };
  begin();
  for (const part of parts) {
    if ("title" in part) write(part.title, bold, 24);
    else if ("section" in part) write(part.section, bold, 16);
    else if ("text" in part) write(part.text, font, 11);
    else if ("items" in part) for (const item of part.items) write(item, font, 11, LEFT + 12);
    else begin();
  }
  for (const [index, page] of pages.entries())
    if (footer !== undefined) page.drawText(`${footer} ${index + 1}`, { x: LEFT, y: 40, size: 9, font });
  return document.save();
}

function broken(text: string, font: PDFFont, size: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) === "" || font.widthOfTextAtSize(longer, size) <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
