import * as coco from "@coco/core";

// #region program
const inComponent = coco.fn({ memo: true }, async function inComponent(text: string) {
  console.log(`  inComponent("${text}")`);
  return text.length;
});

const inApp = coco.fn({ memo: "app" }, async function inApp(text: string) {
  console.log(`  inApp("${text}")`);
  return text.length;
});

async function readFile(text: string) {
  await inComponent(text);
  await inApp(text);
}

const app = coco.app(
  "Shared",
  async function main({ files }: { files: Record<string, string> }) {
    await coco.mountEach(Object.entries(files), readFile);
  },
  { files: { "a.md": "hello", "b.md": "hello" } },
);

console.log("two files with one text");
await app.update();

console.log("a.md is now called c.md");
await app.update({ params: { files: { "b.md": "hello", "c.md": "hello" } } });
// #endregion
