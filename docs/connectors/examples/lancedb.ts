import * as lancedb from "@coco/connector-lancedb";
import * as coco from "@coco/core";

// #region table
const DB = coco.contextKey<lancedb.Connection>("shop_db");

coco.lifespan(async (env) => {
  const db = await lancedb.connect("./lancedb_data");
  env.provide(DB, db);
  env.defer(() => db.close());
});

const Product = coco.record(
  {
    id: coco.t.string(),
    name: coco.t.string(),
    price: coco.t.float(),
    tags: coco.t.list(coco.t.string()),
    taste: coco.t.vector(3), // sweet, sour, bitter
    note: coco.t.string().nullable(),
  },
  { primaryKey: ["id"] },
);

const app = coco.app(
  "Shop",
  async function main({ prices }: { prices: { tea: number; lemonade: number } }) {
    const products = await lancedb.mountTable(DB, "products", Product);
    products.declareFtsIndex({ column: "name" });
    products.declareRow({ id: "t1", name: "Green tea", price: prices.tea, tags: ["hot"], taste: [0, 0, 0.8] });
    products.declareRow({ id: "l1", name: "Lemonade", price: prices.lemonade, tags: [], taste: [0.9, 0.6, 0] });
  },
  { prices: { tea: 3, lemonade: 4 } },
);
// #endregion

// #region run
async function update(what: string, prices: { tea: number; lemonade: number }): Promise<void> {
  const { stats } = await app.update({ failures: "report", params: { prices } });
  console.log(what, stats.targets["lancedb rows of shop_db/products"]);
}
await update("first run:", { tea: 3, lemonade: 4 });
await update("nothing changed:", { tea: 3, lemonade: 4 });
await update("tea is dearer:", { tea: 3.5, lemonade: 4 });
// #endregion

// #region search
const runtime = await coco.start();
const table = await runtime.get(DB).openTable("products");
const sour = await lancedb.toRows(table.query().nearestTo([0.5, 1, 0]).distanceType("cosine").limit(1), Product);
const teas = await lancedb.toRows(table.query().fullTextSearch("tea").limit(5), Product);
console.log(
  sour[0]?.name,
  "|",
  teas.map(({ name, price, note }) => ({ name, price, note })),
);
await runtime.stop();
// #endregion

// #region wrong
const wrong = coco.app("Wrong", async function main() {
  const products = await lancedb.mountTable(DB, "products_2", Product);
  products.declareRow({ id: "x", name: "X", price: Number.NaN, tags: [], taste: [1, 0, 0] });
});
const report = await wrong.update({ failures: "report" });
for (const { error } of report.failures) console.log(String(error));
// #endregion
