import { rmSync, writeFileSync } from "node:fs";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";

// #region app
const NOTES = coco.contextKey<string>("notes");
const TITLES = coco.contextKey<string>("titles");

coco.lifespan((env) => {
  env.provide(NOTES, "./notes");
  env.provide(TITLES, "./titles");
});

const writeTitle = coco.fn(
  { memo: true },
  async function writeTitle(file: coco.FileLike, titles: localfs.DirectoryTarget) {
    const [title = ""] = (await file.text()).split("\n");
    titles.declareFile(file.path.relative.replace(/\.md$/, ".txt"), title);
  },
);

const app = coco.app("Titles", async function main() {
  const titles = await localfs.mountDirectory(TITLES);
  await coco.mountEach(localfs.walk(NOTES), writeTitle, titles);
});
// #endregion

// #region run
async function update(what: string): Promise<void> {
  const { failures, stats } = await app.update({ failures: "report" });
  console.log(what, stats.targets["files of titles"] ?? "nothing to do");
  for (const { error } of failures) console.log(`  ${String(error).replaceAll(process.cwd(), ".")}`);
  for await (const file of localfs.walk("./titles")) console.log(`  ${file.path.relative}: ${await file.text()}`);
}

await update("first run:");
await update("nothing changed:");
rmSync("./notes/drafts", { recursive: true });
await update("a folder is gone:");
writeFileSync("./titles/mine.txt", "mine");
writeFileSync("./notes/mine.md", "# Ours");
await update("a file of the user's stands there:");
// #endregion

// #region kinds
export const kinds = coco.app("Kinds", async function main() {
  const out = await localfs.mountDirectory("./out", { mode: 0o640 });
  out.declareFile("text.txt", "grün"); // UTF-8
  out.declareFile("bytes.bin", Uint8Array.of(1, 2, 3));
  await out.declareFile("page.html", new Blob(["<p>from a stream</p>"]).stream());
  await out.declareFile("copy.md", localfs.file("./notes", "tea.md"));
  out.declareFile("bin/run.sh", "#!/bin/sh\n", { mode: 0o755 });

  const logs = out.declareDirectory("logs"); // is there also while it is empty
  logs.declareFile("today/first.log", "started");

  localfs.declareFile("./reports", "latest.txt", "all is well"); // one file, no folder mounted
});
// #endregion
await kinds.update();
