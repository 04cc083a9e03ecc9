import * as coco from "@coco/core";
import { mountJsonFolder } from "./json-folder.ts";
import { showFolder } from "./show-folder.ts";

const OUT = coco.contextKey<string>("sales_folder");
coco.lifespan((env) => env.provide(OUT, "./sales"));

// #region program
const app = coco.app(
  "Sales",
  async function main({ sold, strict }: { sold: readonly string[]; strict: boolean }) {
    const out = await mountJsonFolder(OUT);
    const read = coco.useState("read", 0);
    const counts = coco.useState("counts", new Map<string, number>());

    const fresh = sold.slice(read.value);
    console.log(`  ${fresh.length} new`);
    for (const item of fresh) counts.value.set(item, (counts.value.get(item) ?? 0) + 1);
    read.value = sold.length;

    if (strict && fresh.includes("?")) throw new Error("sold something unknown");
    for (const [item, count] of counts.value) out.declareFile(item === "?" ? "unknown" : item, count);
  },
  { sold: ["tea", "toast"], strict: true },
);

await app.update();
showFolder("./sales");

console.log("two more, one of them unknown:");
const sold = ["tea", "toast", "tea", "?"];
await app.update({ params: { sold }, failures: "report", logFailures: false });
showFolder("./sales");

console.log("again:");
await app.update({ params: { sold, strict: false } });
showFolder("./sales");
// #endregion

await app.drop();
