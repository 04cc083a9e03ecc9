// #region app
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";

const countWords = coco.fn({ memo: true }, async function countWords(text: string) {
  return text.trim().split(/\s+/).length;
});

const writeCount = coco.fn(
  { memo: true },
  async function writeCount(file: coco.FileLike, counts: localfs.DirectoryTarget) {
    console.log(`  counting ${file.path.relative}`);
    counts.declareFile(`${file.path.relative}.count`, `${await countWords(await file.text())} words\n`);
  },
);

export const app = coco.app(
  "WordCounts",
  async function main({ from, to }: { from: string; to: string }) {
    const counts = await localfs.mountDirectory(to);
    await coco.mountEach(localfs.walk(from, { include: ["*.md"], live: true }), writeCount, counts);
  },
  { from: "./notes", to: "./counts" },
);
// #endregion

// #region plan
const plan = await app.preview();
console.log("would:", plan.changes.map(({ change, reason }) => `${change} (${reason.kind})`).join(", "));
// #endregion
console.log("first run");
await app.update();
console.log("second run");
// #region report
const report = await app.update({ failures: "report" });
console.log(report.status, JSON.stringify(report.stats.components["writeCount"]));
// #endregion
