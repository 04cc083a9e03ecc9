import * as turbopuffer from "@coco/connector-turbopuffer";
import * as coco from "@coco/core";
import { startTurbopuffer } from "@coco/stand-ins";

const service = await startTurbopuffer();
process.env["TURBOPUFFER_API_KEY"] = "not looked at";
process.env["TURBOPUFFER_BASE_URL"] = service.url;

// #region table
const DB = coco.contextKey<turbopuffer.Connection>("shop_db");

coco.lifespan(async (env) => {
  env.provide(DB, await turbopuffer.connect()); // TURBOPUFFER_API_KEY, TURBOPUFFER_REGION
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
    const products = await turbopuffer.mountNamespace(DB, "products", Product, { filterable: { tags: true } });
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
  console.log(what, stats.targets["turbopuffer rows of shop_db/products"]);
  console.log("  requests:", stats.counters["turbopuffer requests of shop_db/products"] ?? 0);
}
await update("first run:", { tea: 3, lemonade: 4 });
await update("nothing changed:", { tea: 3, lemonade: 4 });
await update("tea is dearer:", { tea: 3.5, lemonade: 4 });
// #endregion

// #region search
const runtime = await coco.start();
const namespace = runtime.get(DB).namespace("products");
const sour = await turbopuffer.toRows(
  namespace.query({ rank_by: ["taste", "ANN", [0.5, 1, 0]], limit: 1, include_attributes: ["name"] }),
  Product,
);
const cheapTea = await turbopuffer.toRows(
  namespace.query({
    rank_by: ["name", "BM25", "tea"],
    filters: ["price", "Lt", 4],
    limit: 5,
    include_attributes: ["name", "price", "note"],
  }),
  Product,
);
console.log(
  sour[0]?.name,
  "|",
  cheapTea.map(({ name, price, note }) => ({ name, price, note })),
);
await runtime.stop();
// #endregion

await service.stop();
