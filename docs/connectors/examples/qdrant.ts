import * as qdrant from "@coco/connector-qdrant";
import * as coco from "@coco/core";
import { startQdrant } from "@coco/stand-ins";

const server = await startQdrant();
process.env["QDRANT_URL"] = server.url;

// #region table
const DB = coco.contextKey<qdrant.Connection>("shop_db");

coco.lifespan(async (env) => {
  env.provide(DB, await qdrant.connect(process.env["QDRANT_URL"]));
});

const Product = coco.record(
  {
    id: coco.t.string(),
    name: coco.t.string(),
    price: coco.t.float(),
    tags: coco.t.list(coco.t.string()),
    taste: coco.t.vector(3), // sweet, sour, bitter
    words: coco.t.sparseVector(),
    note: coco.t.string().nullable(),
  },
  { primaryKey: ["id"] },
);

/** Words as numbers: those of a real app come from a tokenizer. */
const dictionary = ["green", "tea", "lemonade"];
const wordsOf = (text: string): { indices: number[]; values: number[] } => {
  const found = text.toLowerCase().split(/\W+/);
  const indices = dictionary.flatMap((word, index) => (found.includes(word) ? [index] : []));
  return { indices, values: indices.map(() => 1) };
};

const app = coco.app(
  "Shop",
  async function main({ prices }: { prices: { tea: number; lemonade: number } }) {
    const products = await qdrant.mountCollection(DB, "products", Product, { vectors: { words: { modifier: "idf" } } });
    products.declarePayloadIndex({ column: "price" });
    const tea = { id: "t1", name: "Green tea", price: prices.tea, tags: ["hot"], taste: [0, 0, 0.8] };
    const lemonade = { id: "l1", name: "Lemonade", price: prices.lemonade, tags: [], taste: [0.9, 0.6, 0] };
    for (const product of [tea, lemonade]) products.declareRow({ ...product, words: wordsOf(product.name) });
  },
  { prices: { tea: 3, lemonade: 4 } },
);
// #endregion

// #region run
async function update(what: string, prices: { tea: number; lemonade: number }): Promise<void> {
  const { stats } = await app.update({ failures: "report", params: { prices } });
  console.log(what, stats.targets["qdrant points of shop_db/products"]);
}
await update("first run:", { tea: 3, lemonade: 4 });
await update("nothing changed:", { tea: 3, lemonade: 4 });
await update("tea is dearer:", { tea: 3.5, lemonade: 4 });
// #endregion

// #region search
const runtime = await coco.start();
const client = runtime.get(DB);
const sour = await qdrant.toRows(
  client.query("products", { query: [0.5, 1, 0], using: "taste", limit: 1, with_payload: true }),
  Product,
);
const cheapTea = await qdrant.toRows(
  client.query("products", {
    prefetch: [
      { query: wordsOf("tea"), using: "words" },
      { query: [0, 0, 1], using: "taste" },
    ],
    query: { fusion: "rrf" },
    filter: { must: [{ key: "price", range: { lt: 4 } }] },
    with_payload: true,
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

// #region id
const [tea] = await client.retrieve("products", { ids: [qdrant.pointId("t1") as string] });
console.log(tea?.payload?.["name"]);
// #endregion

await server.stop();
