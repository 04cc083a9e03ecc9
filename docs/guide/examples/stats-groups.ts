import * as coco from "@coco/core";

const poems = Object.entries({ ode: "a\nb", haiku: "a\nb\nc" });
const novels = Object.entries({ saga: "a" });

const countLines = coco.fn({ memo: true }, async function countLines(text: string) {
  return text.split("\n").length;
});

// #region group
const app = coco.app("Library", async function main() {
  await coco.statsGroup("Poetry", () => coco.mountEach(coco.subpath("poetry"), poems, countLines));
  await coco.statsGroup("Prose", () => coco.mountEach(coco.subpath("prose"), novels, countLines));
});

const { stats } = await app.update({ failures: "report" });
console.log("all:", stats.total.ran, "poetry:", stats.groups["Poetry"]?.total.ran);
// #endregion

await app.drop();
