import * as coco from "@coco/core";
import { mountJsonFolder } from "./json-folder.ts";
import { showFolder } from "./show-folder.ts";

const OUT = coco.contextKey<string>("chunks_folder");
coco.lifespan((env) => env.provide(OUT, "./chunks"));

// #region program
const app = coco.app(
  "Chunks",
  async function main({ text }: { text: string }) {
    const out = await mountJsonFolder(OUT);
    const ids = new coco.IdGenerator();
    for (const sentence of text.split(" / ")) {
      const id = await ids.next(sentence);
      out.declareFile(String(id), sentence);
    }
  },
  { text: "Wake up. / Get up. / Wake up." },
);

await app.update();
showFolder("./chunks");

console.log("a sentence is put in front:");
await app.update({ params: { text: "Yawn. / Wake up. / Get up. / Wake up." } });
showFolder("./chunks");
// #endregion

await app.drop();
