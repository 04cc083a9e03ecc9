import * as coco from "@coco/core";
import { mountJsonFolder } from "./json-folder.ts";
import { showFolder } from "./show-folder.ts";

const OUT = coco.contextKey<string>("prices_folder");

coco.lifespan((env) => env.provide(OUT, "./prices"));

const app = coco.app(
  "Prices",
  async function main({ prices }: { prices: Record<string, number> }) {
    const folder = await mountJsonFolder(OUT);
    for (const [name, price] of Object.entries(prices)) folder.declareFile(name, { price });
  },
  { prices: { tea: 3, coffee: 4 } },
);

const first = await app.update({ failures: "report" });
console.log("first run:", first.stats.targets);
showFolder("./prices");

const second = await app.update({ failures: "report" });
console.log("the same again:", second.stats.targets);

const third = await app.update({ failures: "report", params: { prices: { tea: 3.5 } } });
console.log("tea is dearer, coffee is gone:", third.stats.targets);
showFolder("./prices");

await app.drop();
console.log("dropped:");
showFolder("./prices");
