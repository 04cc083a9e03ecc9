import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import * as coco from "@coco/core";
import { type JsonFolder, mountJsonFolder } from "./json-folder.ts";
import { showFolder } from "./show-folder.ts";

const OUT = coco.contextKey<string>("live_folder");
coco.lifespan((env) => env.provide(OUT, "./out"));

// #region follow
const orders = new coco.LiveMap("orders", [
  ["o1", { dish: "soup", count: 1 }],
  ["o2", { dish: "bread", count: 2 }],
]);

type Order = { dish: string; count: number };

const writeOrder = coco.fn({ memo: true }, async function writeOrder(order: Order, out: JsonFolder) {
  out.declareFile(order.dish, order.count);
});

const app = coco.app("Orders", async function main() {
  const out = await mountJsonFolder(OUT);
  await coco.mountEach(orders, writeOrder, out);
});

const stop = new AbortController();
const update = app.update({ live: true, signal: stop.signal });
await update.ready();
showFolder("./out");
// #endregion

// #region changes
console.log("o1 is changed, o2 goes, o3 is new");
const told = [
  await orders.set("o1", { dish: "soup", count: 5 }),
  await orders.delete("o2"),
  await orders.set("o3", { dish: "cake", count: 1 }),
];
await Promise.all(told.map((change) => change.ready()));
showFolder("./out");

stop.abort();
await update.result().catch((error: unknown) => console.log((error as Error).message));
// #endregion

// #region refresh
let price = 4;
const readPrices = async function readPrices(out: JsonFolder) {
  price += 1; // asked of a service that tells nothing of its changes
  out.declareFile(`tea-${price}`, price);
};

const prices = coco.app("Prices", async function main() {
  const out = await mountJsonFolder(OUT);
  await coco.mount(coco.autoRefresh(readPrices, { every: { milliseconds: 5 } }), out);
});
// #endregion
await app.drop();
console.log("prices, refreshed");
{
  const end = new AbortController();
  const running = prices.update({ live: true, signal: end.signal });
  await running.ready();
  while (!existsSync("./out/tea-7.json") && price < 50) await pause(1);
  end.abort();
  await running.result().catch(() => undefined);
  console.log(price >= 7 ? "  read at least three times" : "  not read again");
}
await prices.drop();

// #region component
class Ticker implements coco.LiveComponent {
  readonly #out: JsonFolder;

  constructor(out: JsonFolder) {
    this.#out = out;
  }

  async process() {
    for (const name of ["a", "b"]) await coco.mount(coco.subpath(name), tick, this.#out, name, 0);
  }

  async processLive(operator: coco.LiveComponentOperator) {
    await operator.updateFull();
    await operator.markReady(); // a catch-up run ends here
    for (let second = 1; second <= 2; second++) {
      const done = await operator.update(coco.subpath("a"), tick, this.#out, "a", second);
      await done.ready();
    }
    const gone = await operator.delete(coco.subpath("b"));
    await gone.ready();
  }
}

function tick(out: JsonFolder, name: string, second: number) {
  out.declareFile(name, second);
}

const ticking = coco.app("Ticking", async function main() {
  await coco.mount(Ticker, await mountJsonFolder(OUT));
});

console.log("a live component");
await ticking.update({ live: true });
showFolder("./out");
// #endregion
await ticking.drop();

// #region declared
type Menu = { day: string; dishes: string[] };
type Dish = { name: string; day: string };

const menus = new coco.LiveMap<Menu>("menus", [
  ["mo", { day: "monday", dishes: ["bread", "soup"] }],
  ["tu", { day: "tuesday", dishes: ["cake"] }],
]);

const readMenu = function readMenu({ day, dishes }: Menu, all: coco.LiveMapTarget<Dish>) {
  for (const name of dishes) all.declareEntry(name, { name, day });
};

const writeDish = coco.fn({ memo: true }, async function writeDish({ name, day }: Dish, out: JsonFolder) {
  out.declareFile(name, day); // runs for the dishes that changed, whichever menu they come from
});

const planning = coco.app("Planning", async function main() {
  const out = await mountJsonFolder(OUT);
  const dishes = await coco.mountLiveMap<Dish>("dishes");
  await coco.mountEach(menus, readMenu, dishes);
  await coco.mountEach(dishes, writeDish, out);
});

console.log("a map that components fill");
await planning.update();
showFolder("./out");
// #endregion
await planning.drop();
