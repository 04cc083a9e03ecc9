import { type AnyRecord, record, t } from "@coco/connectorkit";
import { type ContractRow, type TargetSystem, testTarget } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { findTable } from "./found-table.ts";
import { quoteName } from "./identifiers.ts";
import { mountTable } from "./mount-table.ts";
import { TableHandler, type TableValue } from "./table-handler.ts";
import { toRows } from "./to-rows.ts";

const DB = engine.contextKey<Connection>("contract_db");

/** The suite's rows, each with a vector. */
const withVector: AnyRecord = record({ id: t.string(), text: t.string(), v: t.vector(2) }, { primaryKey: ["id"] });
const reason =
  "a virtual table is made anew with every change of its record; contract.test.ts has tables of all columns";

async function start(): Promise<TargetSystem> {
  const connection = await connect(":memory:", { vectors: true });
  return {
    provide: (environment) => environment.provide(DB, connection),
    async mount(name, { schema: _plain, ...options }) {
      const table = await mountTable(DB, name, withVector, { ...options, virtual: { module: "vec0" } });
      return { declareRow: (row) => table.declareRow({ ...row, v: [1, 2] }) };
    },
    async list(name) {
      if (findTable(connection, name) === undefined) return undefined;
      return toRows(connection.prepare(`SELECT * FROM ${quoteName(name)}`).all(), withVector) as ContractRow[];
    },
    count: async (name) =>
      connection
        .prepare(`SELECT count(*) FROM ${quoteName(name)}`)
        .pluck()
        .get() as number,
    async makeOutside(name, _schema, rows) {
      connection.exec(`CREATE VIRTUAL TABLE ${quoteName(name)} USING vec0(id text primary key, text text, v float[2])`);
      const insert = connection.prepare(`INSERT INTO ${quoteName(name)} (id, text, v) VALUES (?, ?, '[1, 2]')`);
      for (const row of rows) insert.run(row["id"], row["text"]);
    },
    removeOutside: async (name) => void connection.exec(`DROP TABLE ${quoteName(name)}`),
    stop: async () => void connection.close(),
  };
}

testTarget(
  {
    name: "SQLite vector tables",
    roots: ["coco.sqlite.table"],
    capabilities: {
      columns: reason,
      additiveInPlace: reason,
      attachments: "a virtual table has no indexes",
      managedByUser: true,
      foundContainers: true,
      lostContainers: true,
      badRow: "a virtual table has no rules that a row of the right types could break",
      fatal: "a virtual table can have no triggers, by which contract.test.ts makes writes fail",
      retryable: "contract.test.ts has it; the transaction is the same",
      connectionLost: "the database runs in this process",
    },
    knownGaps: {
      "containers: one that was found is adopted with its rows":
        "a virtual table cannot be given a mark: it has to be replaced, or be the user's",
      "containers: an app that lost its store finds its own, and does not take it without being told":
        "for the same reason it cannot be adopted",
    },
    manyRows: 20_000,
    storedRecords() {
      const layout = {
        columns: [
          { name: "id", type: "text", nullable: false },
          { name: "v", type: "vector(2)", nullable: false },
        ],
        primaryKey: ["id"],
        strict: true,
        unique: [],
        foreignKeys: [],
        vectors: { metric: "cosine", partitionKeys: [], auxiliary: [] },
      } as const;
      const value: TableValue = { layout, managedBy: "system", onExisting: "error" };
      const handler = new TableHandler();
      const mark = "0d0ff8a6-3c1f-4a3e-9be3-5ab1f4a3e9be";
      const state = { handler, key: ["contract_db", "notes"], desired: value };
      return [{ version: "1", level: "container", state, tracking: { version: 1, ...layout, mark } }];
    },
    start,
  },
  { engine, runner: { describe, it, beforeAll, afterAll } },
);
