import * as engine from "@coco/core";
import type { GraphHarness, GraphSystem } from "@coco/property-graph/testing";
import type { RecordId } from "surrealdb";
import type { SurrealClient } from "../client.ts";
import { findDatabase } from "../found-table.ts";
import { quoted } from "../identifiers.ts";
import { mountNodes, mountRelations } from "../mount.ts";
import { makeDatabase, type TestDatabase } from "./test-database.ts";

const DB: engine.ContextKey<SurrealClient> = engine.contextKey<SurrealClient>("graph_db");

interface FoundRow {
  readonly id: RecordId;
  readonly in?: RecordId;
  readonly out?: RecordId;
  readonly text?: string;
  readonly role?: string;
}

/** The graph as the contract of graphs looks at it. */
export const graph: GraphHarness<SurrealClient> = graphHarness("SurrealDB", makeDatabase);

/** The same of databases that are made in another way. */
export function graphHarness(name: string, make: () => Promise<TestDatabase>): GraphHarness<SurrealClient> {
  return {
    name,
    roots: ["coco.surrealdb.nodes", "coco.surrealdb.relations"],
    graph: { mountNodes, mountRelations },
    database: DB,
    start: async () => systemOf(await make()),
  };
}

function systemOf({ ask, close, connection, other }: TestDatabase): GraphSystem {
  const all = async (name: string): Promise<readonly FoundRow[]> => {
    const { tables } = await findDatabase(other);
    return tables.some((table) => table.name === name) ? ask(`SELECT * FROM ${quoted(name)}`) : [];
  };
  return {
    provide: (environment) => environment.provide(DB, connection),
    nodes: async (label) => (await all(label)).map(({ id, text = null }) => ({ id: firstOfKey(id), text })),
    relations: async (type) =>
      (await all(type)).map((row) => ({
        from: firstOfKey(row.in),
        to: firstOfKey(row.out),
        role: row.role ?? null,
      })),
    async count() {
      const { tables } = await findDatabase(other);
      const counts = await Promise.all(tables.map(async ({ name }) => (await all(name)).length));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    stop: close,
  };
}

/** The first column of the key that a record's identifier is made of. */
function firstOfKey(id: RecordId | undefined): string {
  return [id?.id].flat()[0] as string;
}
