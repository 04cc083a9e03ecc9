import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveRecord } from "@coco/connectorkit";
import type { ContractRow, StoredRecord, TargetSystem } from "@coco/connectorkit/testing";
import { testTarget } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { plainTableText } from "./create-table.ts";
import { declaration } from "./declaration.ts";
import { findTable } from "./found-table.ts";
import { quoteName } from "./identifiers.ts";
import { indexObjectName } from "./index-spec.ts";
import { mountTable } from "./mount-table.ts";
import { recordLayout } from "./record-layout.ts";
import { TableHandler, type TableValue } from "./table-handler.ts";
import { toRows } from "./to-rows.ts";
import { writeRows } from "./write-rows.ts";

const DB = engine.contextKey<Connection>("contract_db");
const tokenizers = ["unicode61", "trigram"] as const;

async function start(): Promise<TargetSystem> {
  const folder = await mkdtemp(join(tmpdir(), "coco-sqlite-contract-"));
  const file = join(folder, "contract.db");
  const connection = await connect(file);
  const other = await connect(file);
  const guard = (name: string, when: string, events: readonly string[]): (() => Promise<void>) => {
    for (const event of events) {
      const trigger = quoteName(`refuse ${event} ${name}`);
      const work = `BEGIN SELECT RAISE(ABORT, 'refused'); END`;
      other.exec(`CREATE TRIGGER ${trigger} BEFORE ${event} ON ${quoteName(name)} ${when} ${work}`);
    }
    return async () => {
      for (const event of events) other.exec(`DROP TRIGGER IF EXISTS ${quoteName(`refuse ${event} ${name}`)}`);
    };
  };
  return {
    provide: (environment) => environment.provide(DB, connection),
    async mount(name, { schema, ...options }) {
      const table = await mountTable(DB, name, schema, options);
      return {
        declareRow: (row) => table.declareRow(row),
        declareAttachment: (kind, variant) => {
          if (kind === "index") table.declareIndex({ name: "one", columns: variant === 0 ? ["text"] : ["text", "id"] });
          else table.declareFtsIndex({ columns: ["text" as never], tokenizer: tokenizers[variant] ?? "ascii" });
        },
      };
    },
    async list(name, schema) {
      if (findTable(other, name) === undefined) return undefined;
      const rows = other
        .prepare(`SELECT * FROM ${quoteName(name)}`)
        .safeIntegers(true)
        .all();
      return toRows(rows, schema) as ContractRow[];
    },
    count: async (name) =>
      other
        .prepare(`SELECT count(*) FROM ${quoteName(name)}`)
        .pluck()
        .get() as number,
    async makeOutside(name, schema, rows) {
      const record = await resolveRecord(schema, engine.useContext);
      const layout = recordLayout(record, name, { strict: true, unique: [], foreignKeys: [] });
      other.exec(plainTableText(name, layout));
      writeRows(
        other,
        rows.map((row) => ({ table: name, layout, key: [], row })),
      );
    },
    removeOutside: async (name) => void other.exec(`DROP TABLE ${quoteName(name)}`),
    async attachments(name) {
      const found: Record<string, number> = {};
      const sqlOf = other.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").pluck();
      const index = sqlOf.get(indexObjectName(name, "index", "one")) as string | undefined;
      if (index !== undefined) found["index"] = index.includes('"id"') ? 1 : 0;
      const fts = indexObjectName(name, "fts_index", "text");
      const text = sqlOf.get(fts) as string | undefined;
      if (text !== undefined) {
        other.exec(`INSERT INTO ${quoteName(fts)} (${quoteName(fts)}, rank) VALUES ('integrity-check', 1)`);
        found["fts_index"] = tokenizers.findIndex((tokenizer) => text.includes(tokenizer));
      }
      return found;
    },
    refuseRow: async (name) => void guard(name, "WHEN new.id = 'bad'", ["INSERT", "UPDATE"]),
    async fail(fault, name) {
      if (fault === "fatal") return guard(name, "", ["INSERT", "UPDATE", "DELETE"]);
      other.exec("BEGIN IMMEDIATE");
      return async () => void (other.inTransaction && other.exec("ROLLBACK"));
    },
    async stop() {
      connection.close();
      other.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Written down when version 1 was made: what it stored, which is never to change. */
function storedRecords(): StoredRecord[] {
  const layout = {
    columns: [
      { name: "id", type: "text", nullable: false },
      { name: "text", type: "text", nullable: false },
    ],
    primaryKey: ["id"],
    strict: true,
    unique: [],
    foreignKeys: [],
  } as const;
  const value: TableValue = { layout, managedBy: "system", onExisting: "error" };
  const tables = new TableHandler();
  const key = ["contract_db", "notes"];
  const rows = tables.child(key, { declared: value });
  const unique = tables.child(key, { declared: { ...value, layout: { ...layout, unique: [["text"]] } } });
  const desired = { id: "a", text: "1" };
  const fingerprint = Buffer.from("ba48db8a0ffa28e6f8480d47e84ae96e", "hex");
  const mark = "0d0ff8a6-3c1f-4a3e-9be3-5ab1f4a3e9be";
  const index = { kind: "index", columns: ["text"] };
  return [
    {
      version: "1",
      level: "container",
      state: { handler: tables, key, desired: value },
      tracking: { version: 1, ...layout, mark },
    },
    { version: "1", level: "row", state: { handler: rows, key: "a", desired }, tracking: fingerprint },
    {
      version: "1, of a table with unique columns,",
      level: "row",
      state: { handler: unique, key: "a", desired },
      tracking: { row: fingerprint, unique: [new Uint8Array(16)] },
    },
    {
      version: "1",
      level: "attachment",
      state: { handler: rows.attachments?.()["index"], key: "text", desired: index },
      tracking: '["index",["text"]]',
    },
  ];
}

testTarget(
  {
    name: "SQLite tables",
    roots: ["coco.sqlite.table"],
    declares: declaration,
    capabilities: {
      columns: true,
      additiveInPlace: true,
      attachments: true,
      managedByUser: true,
      foundContainers: true,
      lostContainers: true,
      badRow: true,
      fatal: true,
      retryable: true,
      connectionLost: "the database runs in this process",
    },
    knownGaps: {
      "values: a negative zero stays one":
        "SQLite stores a whole number in a REAL column as an integer, which has one zero",
    },
    attachmentKinds: ["index", "fts_index"],
    storedRecords,
    start,
  },
  { engine, runner: { describe, it, beforeAll, afterAll } },
);
