import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";

// #region app
const NOTES = coco.contextKey<string>("notes");

coco.lifespan((env) => env.provide(NOTES, process.env["NOTES_DIR"] ?? "./notes"));

const readFile = coco.fn({ memo: true }, async function readFile(file: coco.FileLike) {
  console.log(`  reading ${file.path.relative}`);
  return (await file.text()).split("\n").length;
});

const app = coco.app("Notes", async function main() {
  await coco.mountEach(localfs.walk(NOTES, { include: ["**/*.md"] }), readFile);
});

console.log("first run");
await app.update();
console.log("second run");
await app.update();
// #endregion

// #region loop
console.log("all files, without an app");
for await (const file of localfs.walk("./notes", { exclude: ["drafts/"] })) {
  console.log(`  ${file.path.relative}`);
}

const one = localfs.file("./notes", "drafts/plan.md");
console.log("one file:", await one.text());
// #endregion

// #region custom
export const text = new TextDecoder("windows-1252").decode(await one.bytes());
// #endregion
