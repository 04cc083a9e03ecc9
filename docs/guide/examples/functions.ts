import * as coco from "@coco/core";

// #region memo
const wordCount = coco.fn({ memo: true }, async function wordCount(text: string) {
  console.log(`  counting "${text}"`);
  return text.split(/\s+/).length;
});

const app = coco.app(
  "Words",
  async function main({ texts }: { texts: string[] }) {
    const counts = await coco.map(texts, wordCount);
    console.log("  counts:", counts.join(", "));
  },
  { texts: ["one two", "one two three"] },
);

console.log("first run");
await app.update();
console.log("second run, one text more");
await app.update({ params: { texts: ["one two", "one two three", "one"] } });
// #endregion
