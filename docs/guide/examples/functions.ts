import * as coco from "@coco/core";

// #region memo
const countWords = coco.fn({ memo: true }, async function countWords(text: string) {
  console.log(`  counting "${text}"`);
  return text.split(" ").length;
});

const app = coco.app(
  "Words",
  async function main({ texts }: { texts: string[] }) {
    const counts = await coco.map(texts, (text) => countWords(text));
    console.log("  counts:", counts.join(", "));
  },
  { texts: ["one two", "one two three"] },
);

console.log("first run");
await app.update();

console.log("second run, with one text more");
await app.update({ params: { texts: ["one two", "one two three", "one"] } });
// #endregion
