import * as coco from "@coco/core";

// #region program
const translate = coco.fn({ memo: true }, async function translate(word: string) {
  console.log(`  translating ${word}`);
  return word.toUpperCase();
});

const app = coco.app(
  "Translation",
  async function main({ words }: { words: string[] }) {
    const translated = await coco.map(words, (word) => translate(word));
    console.log(`  ${translated.join(" ")}`);
  },
  { words: ["salt", "pepper"] },
);

await app.update();
await app.update({ params: { words: ["pepper", "sugar"] } });
// #endregion
