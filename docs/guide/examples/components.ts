import * as coco from "@coco/core";
import { type JsonFolder, mountJsonFolder } from "./json-folder.ts";
import { showFolder } from "./show-folder.ts";

const OUT = coco.contextKey<string>("recipes_folder");

coco.lifespan((env) => env.provide(OUT, "./out"));

// #region mountEach
const writeRecipe = coco.fn({ memo: true }, async function writeRecipe(text: string, out: JsonFolder) {
  const [title = "", ...steps] = text.split("; ");
  console.log(`  ${title}`);
  if (steps.length === 0) throw new Error(`"${title}" has no steps`);
  out.declareFile(title, { steps });
});

const app = coco.app(
  "Recipes",
  async function main({ recipes }: { recipes: Record<string, string> }) {
    const out = await mountJsonFolder(OUT);
    await coco.mountEach(Object.entries(recipes), writeRecipe, out);
  },
  { recipes: { r1: "tea; boil; steep", r2: "toast; cut; toast" } },
);

console.log("two recipes");
await app.update();
showFolder("./out");

console.log("r1 is edited, r3 is new, r2 is gone");
await app.update({ params: { recipes: { r1: "tea; boil; steep; drink", r3: "soup; cook" } } });
showFolder("./out");

console.log("r1 cannot be read any more, r3 is edited");
const report = await app.update({
  failures: "report",
  params: { recipes: { r1: "tea", r3: "soup; cook; stir" } },
});
for (const { path, error } of report.failures) console.log(`  failed: ${path}: ${(error as Error).message}`);
showFolder("./out");
// #endregion

await app.drop();
