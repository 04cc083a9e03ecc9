// Run with `coco update main.ts`: each PDF of a folder becomes a Markdown file; `coco update --live main.ts` goes on with what changes.
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { linesOf } from "./lines.ts";
import { toMarkdown } from "./markdown.ts";

const convert = coco.fn({ memo: true }, async function convert(file: coco.FileLike, target: localfs.DirectoryTarget) {
  const pages = await linesOf(await file.bytes());
  target.declareFile(file.path.relative.replace(/\.pdf$/i, ".md"), toMarkdown(pages));
});

export const app = coco.app(
  "PdfToMarkdown",
  async function main({ from, to }: { from: string; to: string }) {
    const target = await localfs.mountDirectory(to);
    const files = localfs.walk(from, { include: ["*.pdf", "*.PDF"], live: true });
    await coco.mountEach(files, convert, target);
  },
  { from: "./pdf", to: "./markdown" },
);
