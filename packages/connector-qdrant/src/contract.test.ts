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
import { isMissingCollection } from "./classify-error.ts";
import { CollectionHandler, type CollectionValue } from "./collection-handler.ts";
import type { Connection } from "./connection.ts";
import { declaration } from "./declaration.ts";
import { mountCollection } from "./mount-collection.ts";
import { pointId } from "./point-id.ts";
import { realServer, startTestServer } from "./testing/test-server.ts";
import { toRows } from "./to-rows.ts";

const DB = engine.contextKey<Connection>("contract_db");

async function start(): Promise<TargetSystem> {
  const server = await startTestServer({ durable: false });
  const { client, prefix } = server;
  const exists = async (name: string): Promise<boolean> => (await client.collectionExists(prefix + name)).exists;
  return {
    provide: (environment) => environment.provide(DB, client),
    async mount(name, { schema, ...options }) {
      // With the cosine a vector is kept with the length 1, and would not be found as it was declared.
      const vectors = Object.entries(schema.columns).flatMap(([column, { type }]) =>
        type.kind === "vector" || type.kind === "multiVector" ? [[column, { distance: "dot" }]] : [],
      );
      const all = { ...options, vectors: Object.fromEntries(vectors) as Record<string, { distance: "dot" }> };
      const collection = await mountCollection<Connection, AnyRecord>(DB, prefix + name, schema, all);
      return {
        declareRow: (row) => collection.declareRow(row),
        declareAttachment(_kind, variant) {
          collection.declarePayloadIndex({ column: "text", type: variant === 0 ? "keyword" : "text" });
        },
      };
    },
    async list(name, schema) {
      const rows: ContractRow[] = [];
      let offset: unknown;
      try {
        do {
          const request = {
            limit: 1000,
            with_vector: true,
            ...(offset === undefined ? {} : { offset: offset as number }),
          };
          const page = await client.scroll(prefix + name, request);
          rows.push(...((await toRows(page, schema)) as ContractRow[]));
          offset = page.next_page_offset ?? undefined;
        } while (offset !== undefined);
      } catch (error) {
        if (isMissingCollection(error)) return undefined;
        throw error;
      }
      return rows;
    },
    count: async (name) => (await client.count(prefix + name, { exact: true })).count,
    async makeOutside(name, _schema, rows) {
      await client.createCollection(prefix + name, { vectors: {} });
      // As an earlier app of ours would have left them.
      const points = rows.map((row) => ({ id: pointId(String(row["id"])) as string, vector: {}, payload: { ...row } }));
      await client.upsert(prefix + name, { wait: true, points });
    },
    removeOutside: async (name) => void (await client.deleteCollection(prefix + name)),
    async attachments(name) {
      const { payload_schema } = await client.getCollection(prefix + name);
      const type = payload_schema["text"]?.data_type;
      return type === undefined ? {} : { "payload index": type === "keyword" ? 0 : 1 };
    },
    refuseRow: async () => void (await server.fail({ kind: "refuse", field: "id", value: "bad" })),
    async fail(fault, name) {
      if (!(await exists(name))) throw new Error(`there is no ${name}`);
      const faults = {
        fatal: { kind: "status", status: 403 },
        retryable: { kind: "status", status: 429, retryAfter: 0 },
        connectionLost: { kind: "cut", done: "half" },
      } as const satisfies Record<ContractFault, unknown>;
      return server.fail(faults[fault]);
    },
    stop: () => server.stop(),
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
        type: { kind: "vector", vector: "embedding", size: 3, distance: "Cosine", datatype: "float32" },
        nullable: false,
      },
    ],
    primaryKey: ["id"],
  } as const;
  const none = { hnsw: {}, optimizers: {}, params: {}, quantization: {}, sparse: {}, vectors: { embedding: {} } };
  const value: CollectionValue = {
    layout,
    fixed: {},
    tuning: none,
    wait: true,
    managedBy: "system",
    onExisting: "error",
  };
  const collections = new CollectionHandler();
  const key = ["contract_db", "notes"];
  const rows = collections.child(key, { declared: value });
  const { payload_index } = rows.attachments?.() ?? {};
  return [
    {
      version: "1",
      level: "container",
      state: { handler: collections, key, desired: value },
      tracking: { version: 1, ...layout, fixed: {}, tuning: none, mark: "0d0ff8a6-3c1f-4a3e-9be3-5ab1f4a3e9be" },
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
      state: { handler: payload_index, key: "text", desired: "keyword" },
      tracking: "aaccbbb693ba3cf979ee204ce1cd9ad8",
    },
  ];
}

const notOurs = realServer === undefined ? true : "the server at COCO_QDRANT_URL is not ours to break";

testTarget(
  {
    name: "Qdrant collections",
    roots: ["coco.qdrant.collection"],
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
    attachmentKinds: ["payload index"],
    specialVectors: ["multiVector", "sparseVector"],
    // Enough that all of them together would not fit.
    manyRows: 60_000,
    storedRecords,
    start,
  },
  { engine, runner: { describe, it, beforeAll, afterAll } },
);
