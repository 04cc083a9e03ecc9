import * as coco from "@coco/core";
import { type JsonFolder, mountJsonFolder } from "./json-folder.ts";

const OUT = coco.contextKey<string>("menu_folder");
coco.lifespan((env) => env.provide(OUT, "./menu"));

const writeDish = coco.fn({ memo: true }, async function writeDish(price: number, out: JsonFolder, currency: string) {
  out.declareFile(`${price}-${currency}`, { price, currency });
});

// #region app
const app = coco.app(
  "Menu",
  async function main({ prices, currency }: { prices: Record<string, number>; currency: string }) {
    const out = await mountJsonFolder(OUT);
    await coco.mountEach(Object.entries(prices), writeDish, out, currency);
    return Object.keys(prices).length;
  },
  { prices: { soup: 5, bread: 2 }, currency: "EUR" },
);

console.log("dishes:", await app.update());
// #endregion

// #region params
console.log("dishes:", await app.update({ params: { prices: { soup: 5, bread: 2, cake: 4 } } }));
// #endregion

// #region preview
const plan = await app.preview({ params: { prices: { soup: 6 } } });
for (const { change, target, component, reason, loss, details } of plan.changes) {
  console.log(`${change} ${target} (${component}: ${coco.describeReason(reason)})`);
  if (loss === "destructive") console.warn(`loses all that it holds: ${details.join("; ")}`);
}
// #endregion

// #region watch
const handle = app.update();
for await (const { status, stats } of handle.watch()) {
  if (status === "done") console.log(status, stats.total);
}
// #endregion

// #region events
await app.update({
  params: { prices: { soup: 6, bread: 2 } },
  onEvent: (event) => console.log(coco.describeEvent(event)),
});
// #endregion

await app.drop();
