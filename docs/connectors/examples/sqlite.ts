import * as sqlite from "@coco/connector-sqlite";
import * as coco from "@coco/core";

// #region table
const DB = coco.contextKey<sqlite.Connection>("shop_db");

coco.lifespan(async (env) => {
  const db = await sqlite.connect("./shop.db");
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
    const products = await sqlite.mountTable(DB, "products", Product);
    products.declareIndex({ columns: ["price"] });
    products.declareFtsIndex({ columns: ["name"] });
    products.declareVectorIndex({ column: "taste" });
    products.declareRow({ id: "t1", name: "Green tea", price: prices.tea, tags: ["hot"], taste: [0, 0, 0.8] });
    products.declareRow({ id: "l1", name: "Lemonade", price: prices.lemonade, tags: [], taste: [0.9, 0.6, 0] });
  },
  { prices: { tea: 3, lemonade: 4 } },
);
// #endregion

// #region run
async function update(what: string, prices: { tea: number; lemonade: number }): Promise<void> {
  const { stats } = await app.update({ failures: "report", params: { prices } });
  console.log(what, stats.targets["sqlite rows of shop_db"]);
}
await update("first run:", { tea: 3, lemonade: 4 });
await update("nothing changed:", { tea: 3, lemonade: 4 });
await update("tea is dearer:", { tea: 3.5, lemonade: 4 });
// #endregion

// #region search
const runtime = await coco.start();
const db = runtime.get(DB);
const [sour] = sqlite.findNearest(db, "products", Product, { column: "taste", vector: [0.5, 1, 0], limit: 1 });
const [tea] = sqlite.findText(db, "products", Product, { index: "name", text: "Some tea?" });
const cheap = sqlite.toRows(db.prepare("SELECT name, tags FROM products WHERE price < ?").all(4), Product);
console.log(sour?.row.name, "|", tea?.row.name, tea?.row.price, tea?.row.note, "|", cheap);
await runtime.stop();
// #endregion

// #region vectors
const Passage = coco.record(
  { id: coco.t.int(), language: coco.t.string(), text: coco.t.string(), meaning: coco.t.vector(2) },
  { primaryKey: ["id"] },
);

const passages = coco.app("Passages", async function main() {
  const table = await sqlite.mountTable(DB, "passages", Passage, {
    virtual: { module: "vec0", metric: "l2", partitionKeys: ["language"], auxiliary: ["text"] },
  });
  table.declareRow({ id: 1, language: "en", text: "north", meaning: [0, 1] });
  table.declareRow({ id: 2, language: "de", text: "Norden", meaning: [0, 1] });
  table.declareRow({ id: 3, language: "de", text: "Osten", meaning: [1, 0] });
});
await passages.update();
const again = await coco.start();
const question = { column: "meaning", vector: [0.2, 1], partition: ["de"], limit: 1 };
console.log(sqlite.findNearest(again.get(DB), "passages", Passage, question)[0]?.row.text);
await again.stop();
// #endregion
