import * as postgres from "@coco/connector-postgres";
import * as coco from "@coco/core";
import { startService } from "@coco-internal/services";

const server = await startService("postgres");
process.env["DATABASE_URL"] = server.url;

// #region table
const DB = coco.contextKey<postgres.Pool>("shop_db");

coco.lifespan(async (env) => {
  const pool = await postgres.connect(process.env["DATABASE_URL"]);
  env.provide(DB, pool);
  env.defer(() => pool.end());
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
    const products = await postgres.mountTable(DB, "products", Product, { columns: { price: "numeric(12,2)" } });
    products.declareVectorIndex({ column: "taste" });
    products.declareFtsIndex({ column: ["name", "note"], language: "english" });
    products.declareIndex({ column: "price" });
    products.declareRow({ id: "t1", name: "Green tea", price: prices.tea, tags: ["hot"], taste: [0, 0, 0.8] });
    products.declareRow({ id: "l1", name: "Lemonade", price: prices.lemonade, tags: [], taste: [0.9, 0.6, 0] });
  },
  { prices: { tea: 3, lemonade: 4 } },
);
// #endregion

// #region run
async function update(what: string, prices: { tea: number; lemonade: number }): Promise<void> {
  const { stats } = await app.update({ failures: "report", params: { prices } });
  console.log(what, stats.targets["postgres rows of shop_db/products"]);
}
await update("first run:", { tea: 3, lemonade: 4 });
await update("nothing changed:", { tea: 3, lemonade: 4 });
await update("tea is dearer:", { tea: 3.5, lemonade: 4 });
// #endregion

// #region search
const runtime = await coco.start();
const pool = runtime.get(DB);
const Hit = coco.record({ id: coco.t.string(), name: coco.t.string(), score: coco.t.float() }, { primaryKey: ["id"] });
const sour = await postgres.queryRows(
  pool,
  Hit,
  "SELECT id, name, 1 - (taste <=> $1::vector) AS score FROM products ORDER BY taste <=> $1::vector LIMIT 1",
  [postgres.vectorText([0.5, 1, 0])],
);
const document = postgres.textDocument({ column: ["name", "note"], language: "english" });
const teas = await postgres.queryRows(
  pool,
  Hit,
  `SELECT id, name, ts_rank(${document}, query) AS score
     FROM products, websearch_to_tsquery('english', $1) AS query
    WHERE ${document} @@ query ORDER BY score DESC`,
  ["teas"],
);
console.log(
  sour.map(({ name }) => name),
  teas.map(({ name }) => name),
);
await runtime.stop();
// #endregion

// #region command
const orders = coco.app("Orders", async function main() {
  const Order = coco.record({ id: coco.t.int(), product: coco.t.string() }, { primaryKey: ["id"] });
  const table = await postgres.mountTable(DB, "orders", Order);
  table.declareSqlCommand({
    name: "product_counts",
    setup: "CREATE VIEW product_counts AS SELECT product, count(*) FROM orders GROUP BY product",
    teardown: "DROP VIEW IF EXISTS product_counts",
  });
  table.declareRow({ id: 1, product: "t1" });
});
// #endregion
await orders.update();

// #region read
const Labelled = coco.record({ id: coco.t.string(), label: coco.t.string() }, { primaryKey: ["id"] });
const Priced = coco.record(
  { id: coco.t.string(), name: coco.t.string(), price: coco.t.float() },
  { primaryKey: ["id"] },
);

const label = coco.fn(
  { memo: true },
  async function label(product: coco.Row<typeof Priced>, labels: postgres.TableTarget<typeof Labelled>) {
    console.log("label", product.name);
    labels.declareRow({ id: product.id, label: `${product.name}: ${product.price.toFixed(2)} €` });
  },
);

const labels = coco.app("Labels", async function main() {
  const table = await postgres.mountTable(DB, "labels", Labelled);
  await coco.mountEach(postgres.readTable(DB, "products", Priced, { live: true }), label, table);
});
await labels.update();
await update("lemonade is dearer:", { tea: 3.5, lemonade: 5 });
await labels.update(); // `coco update --live` would have gone on
// #endregion
await server.stop();
