import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import { type StartedService, startService } from "@coco-internal/services";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const COMMAND = path.join(EXAMPLE, "node_modules", "@coco", "cli", "bin", "coco.mjs");
const UPDATE = ["--conditions=coco-source", COMMAND, "update", "main.ts"];
/** PGlite has one session: nobody can change a table while another one listens. */
const hasServer = (process.env["COCO_TEST_POSTGRES"] ?? process.env["COCO_SERVICES"]) !== "embedded";
const folder = mkdtempSync(path.join(tmpdir(), "coco-example-"));
let service: StartedService;
let pool: Pool;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const reports: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (model === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  service = await startService("postgres");
  pool = new Pool({ connectionString: service.url, max: 2 });
  await pool.query(readFileSync(path.join(EXAMPLE, "products.sql"), "utf8"));
  const COCO_DB = path.join(folder, "state.db");
  env = { ...process.env, COCO_MODEL_DIR: model.folder, COCO_DB, DATABASE_URL: service.url, FORCE_COLOR: "0" };
}, 120_000);
afterAll(async () => {
  await pool.end();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const update = () => promisify(execFile)(process.execPath, UPDATE, { cwd: EXAMPLE, env });
const ask = async (text: string): Promise<Record<string, unknown>[]> =>
  (await pool.query<Record<string, unknown>>(text)).rows;

/** What the offers should be, worked out by the database itself. */
const EXPECTED = `SELECT category, name, (price * amount)::text AS value FROM products ORDER BY 1, 2`;
const OFFERS = `SELECT category, name, stock_value::text AS value FROM offers ORDER BY 1, 2`;

describe("the example with its real model and a real database", () => {
  it("makes an offer of every product, once", { timeout: 180_000 }, async () => {
    await update();
    expect(await ask(OFFERS)).toEqual(await ask(EXPECTED));
    const [pan] = await ask("SELECT text, vector_dims(embedding) AS dims FROM offers WHERE name = 'Cast-iron pan'");
    expect(pan).toEqual({ text: expect.stringMatching(/^Kitchen: Cast-iron pan\n\nHeats/), dims: 384 });
    const versions = "SELECT xmin::text AS version FROM offers ORDER BY category, name";
    const before = await ask(versions);
    await update();
    expect(await ask(versions)).toEqual(before);
  });

  // skipped: PGlite has one session, so nobody can change a table while another one listens
  it.skipIf(!hasServer)("follows the table, and leaves nothing in it", { timeout: 180_000 }, async () => {
    const live = spawn(process.execPath, [...UPDATE, "--live"], { cwd: EXAMPLE, env, stdio: "ignore" });
    const triggers = async (): Promise<number> =>
      (await ask("SELECT 1 FROM pg_trigger WHERE tgname LIKE 'coco_changes%'")).length;
    await expect.poll(triggers, { timeout: 60_000 }).toBe(4);
    await ask("UPDATE products SET price = 30 WHERE name = 'Fountain pen'");
    await ask("INSERT INTO products VALUES ('Office', 'Stapler', 'Twenty sheets.', 12, 10)");
    await ask("DELETE FROM products WHERE category = 'Garden'");
    const wanted = await ask(EXPECTED);
    await expect.poll(() => ask(OFFERS), { timeout: 60_000 }).toEqual(wanted);
    live.kill("SIGINT");
    await once(live, "exit");
    expect(await triggers()).toBe(0);
    await ask("UPDATE products SET amount = amount + 1");
    await update();
    expect(await ask(OFFERS)).toEqual(await ask(EXPECTED));
  });
});
