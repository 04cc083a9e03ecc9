// Run with `coco update main.ts`, or `coco update -L main.ts` to follow the shop's table. DATABASE_URL says where both tables are.
import * as postgres from "@coco/connector-postgres";
import * as coco from "@coco/core";
import { TransformersEmbedder } from "@coco/ops-transformers";

const DB = coco.contextKey<postgres.Pool>("shop_db");
const EMBEDDER = coco.contextKey<coco.Embedder>("embedder", { detectChange: true });

coco.lifespan(async (env) => {
  const pool = await postgres.connect(process.env["DATABASE_URL"]);
  env.provide(DB, pool);
  env.defer(() => pool.end());
  env.provide(EMBEDDER, new TransformersEmbedder("Xenova/all-MiniLM-L6-v2"));
});

/** What is read of the shop's table, which belongs to the shop. */
const Product = coco.record(
  {
    category: coco.t.string(),
    name: coco.t.string(),
    description: coco.t.string().nullable(),
    price: coco.t.float(),
    amount: coco.t.int(),
  },
  { primaryKey: ["category", "name"] },
);

/** What is made of it. */
const Offer = coco.record(
  {
    category: coco.t.string(),
    name: coco.t.string(),
    text: coco.t.string(),
    stock_value: coco.t.float(),
    embedding: coco.t.vector(EMBEDDER),
  },
  { primaryKey: ["category", "name"] },
);

const enrich = coco.fn(
  { memo: true },
  async function enrich(product: coco.Row<typeof Product>, offers: postgres.TableTarget<typeof Offer>) {
    const { amount, category, description, name, price } = product;
    const text = `${category}: ${name}\n\n${description ?? ""}`.trim();
    offers.declareRow({
      category,
      name,
      text,
      stock_value: price * amount,
      // Remembered for the whole app: another price embeds nothing.
      embedding: await coco.useContext(EMBEDDER).embed(text),
    });
  },
);

export const app = coco.app("Offers", async function main() {
  const offers = await postgres.mountTable(DB, "offers", Offer, { columns: { stock_value: "numeric(12,2)" } });
  offers.declareVectorIndex({ column: "embedding" });
  await coco.mountEach(postgres.readTable(DB, "products", Product, { live: true }), enrich, offers);
});
