// Run with `coco update main.ts`: a folder of Markdown becomes a folder of HTML, file by file.
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { Marked } from "marked";
import { pageOf } from "./page.ts";

const markdown = new Marked({
  gfm: true,
  // A link to another document leads to its page.
  walkTokens(token) {
    if (token.type === "link")
      token["href"] = String(token["href"]).replace(/^(?![a-z]+:)([^?#]*)\.md(?=$|[?#])/i, "$1.html");
  },
});

const writePage = coco.fn({ memo: true }, async function writePage(file: coco.FileLike, site: localfs.DirectoryTarget) {
  const body = await markdown.parse(await file.text());
  const page = file.path.relative.replace(/\.md$/i, ".html");
  site.declareFile(page, pageOf(file.path.name, body));
});

const copyFile = coco.fn({ memo: true }, async function copyFile(file: coco.FileLike, site: localfs.DirectoryTarget) {
  await site.declareFile(file.path.relative, file);
});

export const app = coco.app(
  "Site",
  async function main({ from, to }: { from: string; to: string }) {
    const site = await localfs.mountDirectory(to);
    const hidden = [".*", "node_modules/"];
    await coco.mountEach(localfs.walk(from, { include: ["*.md"], exclude: hidden, live: true }), writePage, site);
    await coco.mountEach(localfs.walk(from, { exclude: ["*.md", ...hidden], live: true }), copyFile, site);
  },
  { from: "./docs", to: "./html" },
);
