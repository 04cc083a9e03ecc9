import type { StoredRecord } from "@coco/connectorkit/testing";
import { testTarget } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { graphHandlers, type TableValue } from "@coco/property-graph";
import { testGraph } from "@coco/property-graph/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { declaration } from "./declaration.ts";
import { surrealdbStore } from "./surrealdb-store.ts";
import { graph } from "./testing/graph-harness.ts";
import { startGraph } from "./testing/graph-system.ts";
import { hasGivenServer } from "./testing/test-database.ts";

const runner = { describe, it, beforeAll, afterAll };

/** Written down when version 1 was made: what it stored, which is never to change. */
function storedRecords(kind: "nodes" | "relations"): StoredRecord[] {
  const columns = [
    { name: "id", type: { kind: "string" }, nullable: false },
    { name: "text", type: { kind: "string" }, nullable: false },
  ];
  const end = { label: "end", key: columns.slice(0, 1) };
  const plain = { columns, primaryKey: ["id"] };
  const layout = kind === "nodes" ? plain : { ...plain, from: [end], to: [end] };
  const value: TableValue = { layout, managedBy: "system", onExisting: "error" };
  const tables = graphHandlers(surrealdbStore)[kind];
  const key = ["contract_db", "notes"];
  const entries = tables.child(key, { declared: value });
  const desired = { id: "a", text: "1" };
  const mark = "0d0ff8a6-3c1f-4a3e-9be3-5ab1f4a3e9be";
  return [
    {
      version: "1",
      level: "container",
      state: { handler: tables, key, desired: value },
      tracking: { version: 1, layout, mark },
    },
    {
      version: "1",
      level: "row",
      state: { handler: entries, key: kind === "nodes" ? "a" : ["end", "x", "end", "y", "a"], desired },
      tracking: Buffer.from("ba48db8a0ffa28e6f8480d47e84ae96e", "hex"),
    },
    {
      version: "1",
      level: "attachment",
      state: {
        handler: entries.attachments?.()["index"],
        key: "notes__fts__text",
        desired: { kind: "fts", columns: ["text"], language: "english" },
      },
      tracking: '{"columns":["text"],"kind":"fts","language":"english"}',
    },
  ];
}

for (const kind of ["nodes", "relations"] as const) {
  testTarget(
    {
      name: `SurrealDB ${kind}`,
      roots: ["coco.surrealdb.nodes", "coco.surrealdb.relations"],
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
        connectionLost:
          kind === "relations" && !hasGivenServer
            ? true
            : "the engine of these tests runs in this process, that of the relations in a server that can be killed",
      },
      knownGaps: {
        "values: text keeps a byte order mark at its beginning":
          "SurrealDB keeps it; the official client leaves it out of what it reads",
      },
      attachmentKinds: ["fts_index"],
      manyRows: 5_000,
      // That of a relation begins with its ends.
      rowKey: (key) => (kind === "relations" ? ((key as readonly string[])[4] ?? key) : key),
      storedRecords: () => storedRecords(kind),
      start: () => startGraph(kind),
    },
    { engine, runner },
  );
}
testGraph(graph, { engine, runner });
