import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnyRecord } from "@coco/connectorkit";
import type { ContractRow, StoredRecord, TargetSystem } from "@coco/connectorkit/testing";
import { testTarget } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { connect, type LanceDbClient } from "./connection.ts";
import { declaration } from "./declaration.ts";
import { mountTable } from "./mount-table.ts";
import { recordLayout } from "./record-layout.ts";
import { TableHandler, type TableValue } from "./table-handler.ts";
import { toRows } from "./to-rows.ts";

const DB = engine.contextKey<LanceDbClient>("contract_db");
const INDEX = "full-text";

async function start(): Promise<TargetSystem> {
  const folder = await mkdtemp(join(tmpdir(), "coco-lancedb-contract-"));
  const connection = await connect(folder);
  const exists = async (name: string): Promise<boolean> =>
    (await connection.tableNames({ limit: 10_000 })).includes(name);
  return {
    provide: (environment) => environment.provide(DB, connection),
    async mount(name, { schema, ...options }) {
      const table = await mountTable<LanceDbClient, AnyRecord>(DB, name, schema, options);
      return {
        declareRow: (row) => table.declareRow(row),
        declareAttachment: (_kind, variant) => table.declareFtsIndex({ column: "text" as never, stem: variant === 0 }),
      };
    },
    list: async (name, schema) => {
      if (!(await exists(name))) return undefined;
      const table = await connection.openTable(name);
      return (await toRows(table.query(), schema)) as ContractRow[];
    },
    count: async (name) => (await connection.openTable(name)).countRows(),
    async makeOutside(name, schema, rows) {
      await engineless(name, schema, rows, connection);
    },
    removeOutside: (name) => connection.dropTable(name),
    async attachments(name) {
      const table = await connection.openTable(name);
      const wanted = (await table.schema()).fields.flatMap((field) =>
        [...field.metadata].filter(([key]) => key.startsWith("coco:index:")).map(([, text]) => text),
      );
      const built = await table.listIndices();
      if (built.length === 0) return {};
      const [text = "{}"] = wanted;
      return { [INDEX]: (JSON.parse(text) as { parameters: { stem: boolean } }).parameters.stem ? 0 : 1 };
    },
    async stop() {
      connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What another program would do: a table of the same columns, without our mark. */
async function engineless(
  name: string,
  schema: AnyRecord,
  rows: readonly ContractRow[],
  connection: Awaited<ReturnType<typeof connect>>,
): Promise<void> {
  const [{ resolveRecord }, { loadArrow }, { encodeRows }] = await Promise.all([
    import("@coco/connectorkit"),
    import("./arrow-library.ts"),
    import("./encode-rows.ts"),
  ]);
  const layout = recordLayout(await resolveRecord(schema, engine.useContext), name);
  await connection.createTable(name, encodeRows(await loadArrow(), layout, rows) as never);
}

/** Written down when version 1 was made: what it stored, which is never to change. */
function storedRecords(): StoredRecord[] {
  const layout = {
    columns: [
      { name: "id", type: "text", nullable: false },
      { name: "text", type: "text", nullable: false },
    ],
    primaryKey: ["id"],
  } as const;
  const value: TableValue = { layout, managedBy: "system", onExisting: "error" };
  const tables = new TableHandler();
  const key = ["contract_db", "notes"];
  const rows = tables.child(key, { declared: value });
  return [
    {
      version: "1",
      level: "container",
      state: { handler: tables, key, desired: value },
      tracking: { version: 1, ...layout, mark: "0d0ff8a6-3c1f-4a3e-9be3-5ab1f4a3e9be" },
    },
    {
      version: "1",
      level: "row",
      state: { handler: rows, key: "a", desired: { id: "a", text: "1" } },
      tracking: Buffer.from("ba48db8a0ffa28e6f8480d47e84ae96e", "hex"),
    },
  ];
}

testTarget(
  {
    name: "LanceDB tables",
    roots: ["coco.lancedb.table"],
    declares: declaration,
    capabilities: {
      columns: true,
      additiveInPlace: true,
      attachments: true,
      managedByUser: true,
      foundContainers: true,
      lostContainers: true,
      badRow: "LanceDB has no rules that a row of the right types could break",
      fatal: "a folder is written in this process; its failures are those of the disk",
      retryable: "conflicts need a second writer, which a table of ours does not have",
      connectionLost: "the database runs in this process",
    },
    knownGaps: {
      "values: text keeps a byte order mark at its beginning":
        "it is stored, and lost when Arrow's JavaScript library reads the text back",
    },
    attachmentKinds: [INDEX],
    storedRecords,
    start,
  },
  { engine, runner: { describe, it, beforeAll, afterAll } },
);
