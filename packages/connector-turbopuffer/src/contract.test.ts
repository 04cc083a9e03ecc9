import type { AnyRecord } from "@coco/connectorkit";
import {
  type ContractRow,
  type Fault as ContractFault,
  type StoredRecord,
  type TargetSystem,
  testTarget,
} from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { isMissingNamespace } from "./classify-error.ts";
import type { Connection } from "./connection.ts";
import { declaration } from "./declaration.ts";
import type { FoundDocument } from "./decode-row.ts";
import { mountNamespace } from "./mount-namespace.ts";
import { NamespaceHandler, type NamespaceValue } from "./namespace-handler.ts";
import { rowId } from "./row-id.ts";
import { realKey, startTestService } from "./testing/test-service.ts";
import { toRows } from "./to-rows.ts";

const DB = engine.contextKey<Connection>("contract_db");

async function start(): Promise<TargetSystem> {
  const service = await startTestService({ durable: false });
  const { client, prefix } = service;
  const at = (name: string) => client.namespace(prefix + name);
  return {
    provide: (environment) => environment.provide(DB, client),
    async mount(name, { schema, ...options }) {
      const [key = ""] = schema.primaryKey;
      // Some keys of the suite are negative.
      const isInt = schema.primaryKey.length === 1 && schema.columns[key]?.type.kind === "int";
      const all = { ...options, ...(isInt ? { ids: "string" as const } : {}) };
      const namespace = await mountNamespace<Connection, AnyRecord>(DB, prefix + name, schema, all);
      return {
        declareRow: (row) => namespace.declareRow(row),
        declareAttachment: (_kind, variant) => namespace.declareFtsIndex({ column: "text", stemming: variant === 1 }),
      };
    },
    async list(name, schema) {
      const rows: ContractRow[] = [];
      let last: number | string | undefined;
      try {
        for (;;) {
          const page = await at(name).query({
            rank_by: ["id", "asc"],
            limit: 1000,
            include_attributes: true,
            ...(last === undefined ? {} : { filters: ["id", "Gt", last] }),
          });
          const found = (page.rows ?? []) as FoundDocument[];
          rows.push(...((await toRows({ rows: found }, schema)) as ContractRow[]));
          if (found.length < 1000) return rows;
          last = found.at(-1)?.id;
        }
      } catch (error) {
        if (isMissingNamespace(error)) return undefined;
        throw error;
      }
    },
    async count(name) {
      const { aggregations } = await at(name).query({ aggregate_by: { rows: ["Count"] } });
      return Number(aggregations?.["rows"]);
    },
    async makeOutside(name, _schema, rows) {
      const documents = rows.map(({ id, ...row }) => ({ ...row, id: rowId("string", String(id)) }));
      await at(name).write({ upsert_rows: documents });
    },
    removeOutside: async (name) => void (await at(name).deleteAll()),
    async attachments(name) {
      const { text } = await at(name).schema();
      const search = text?.full_text_search;
      if (search === undefined || search === false) return {};
      return { fts: typeof search === "object" && search.stemming === true ? 1 : 0 };
    },
    refuseRow: async () => void (await service.fail({ kind: "refuse", field: "id", value: "bad" })),
    fail(fault, _name) {
      const faults = {
        fatal: { kind: "status", status: 403 },
        retryable: { kind: "status", status: 429, retryAfter: 0 },
        connectionLost: { kind: "cut", done: "all" },
      } as const satisfies Record<ContractFault, unknown>;
      return service.fail(faults[fault]);
    },
    stop: () => service.stop(),
  };
}

/** Written down when version 1 was made: what it stored, which is never to change. */
function storedRecords(): StoredRecord[] {
  const layout = {
    columns: [
      { name: "id", type: { kind: "string" }, nullable: false },
      { name: "text", type: { kind: "string" }, nullable: false },
      {
        name: "embedding",
        type: { kind: "vector", size: 3, dtype: "f32", metric: "cosine_distance" },
        nullable: false,
      },
    ],
    primaryKey: ["id"],
    ids: "string",
  } as const;
  const filterable = { _id: false, text: false };
  const value: NamespaceValue = { layout, filterable, managedBy: "system", onExisting: "error" };
  const namespaces = new NamespaceHandler();
  const key = ["contract_db", "notes"];
  const rows = namespaces.child(key, { declared: value });
  const { fts_index } = rows.attachments?.() ?? {};
  return [
    {
      version: "1",
      level: "container",
      state: { handler: namespaces, key, desired: value },
      tracking: {
        version: 1,
        ...layout,
        filterable,
        ever: { _id: "string", text: "string", embedding: "[3]f32 cosine_distance" },
        mark: "0d0ff8a6-3c1f-4a3e-9be3-5ab1f4a3e9be",
      },
    },
    {
      version: "1",
      level: "row",
      state: { handler: rows, key: "a", desired: { id: "a", text: "1" } },
      tracking: Buffer.from("ba48db8a0ffa28e6f8480d47e84ae96e", "hex"),
    },
    {
      version: "1",
      level: "attachment",
      state: { handler: fts_index, key: "text", desired: { type: "string", full_text_search: true } },
      tracking: "8b1c1012b7e3123687db52e636f40944",
    },
  ];
}

const notOurs = realKey === undefined ? true : "the service of COCO_TURBOPUFFER_API_KEY is not ours to break";

testTarget(
  {
    name: "Turbopuffer namespaces",
    roots: ["coco.turbopuffer.namespace"],
    declares: declaration,
    capabilities: {
      columns: true,
      additiveInPlace: true,
      attachments: true,
      managedByUser: true,
      foundContainers: true,
      lostContainers: true,
      badRow: notOurs,
      fatal: notOurs,
      retryable: notOurs,
      connectionLost: notOurs,
    },
    attachmentKinds: ["fts"],
    // Enough that all of them together would not fit.
    manyRows: 60_000,
    storedRecords,
    start,
  },
  { engine, runner: { describe, it, beforeAll, afterAll } },
);
