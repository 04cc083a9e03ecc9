import {
  type AnyRecord,
  type Columns,
  describeRecord,
  formatKey,
  primaryKeyOf,
  resolveRecord,
  type StableKey,
} from "@coco/connectorkit";
import {
  type ContractContainer,
  type ContractRow,
  type StoredRecord,
  type TargetHarness,
  testTarget,
} from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { testGraph } from "@coco/property-graph/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { Neo4jConnection } from "./connection.ts";
import { quoted } from "./cypher.ts";
import { declaration } from "./declaration.ts";
import { decodeValue } from "./decode-value.ts";
import { encodeMap } from "./encode-value.ts";
import { graph } from "./testing/graph-harness.ts";
import { handlers, mountNodes, mountRelations } from "./graph.ts";
import { loadLibrary } from "./library.ts";
import { ask, emptyGraph } from "./testing/ask.ts";
import { hasServer, testConnection, testServer } from "./testing/test-server.ts";
import { FaultyConnection } from "./testing/faulty-connection.ts";

const DB = engine.contextKey<Neo4jConnection>("contract_db");

/** How the suite's rows stand in the graph: as nodes, or as relations that have them as their own key and properties. */
interface Form {
  readonly kind: "nodes" | "relations";
  /** Finds them as `n`. */
  pattern(name: string): string;
  mount(name: string, schema: AnyRecord, options: object): Promise<ContractContainer>;
  /** A statement that makes one with the properties `row`. */
  make(name: string): string;
}

/** The nodes at the ends of a type's relations: two components may not look after the same. */
const endOf = (type: string): string => `${type} end`;
const End = engine.record({ id: engine.t.string() }, { primaryKey: ["id"] });

const nodes: Form = {
  kind: "nodes",
  pattern: (name) => `(n:${quoted(name)})`,
  async mount(name, schema, options) {
    const target = await mountNodes<Neo4jConnection, AnyRecord>(DB, name, schema, options);
    return { declareRow: (row) => target.declareNode(row), declareAttachment: attach(target) };
  },
  make: (name) => `CREATE (n:${quoted(name)}) SET n = row`,
};

const relations: Form = {
  kind: "relations",
  pattern: (name) => `()-[n:${quoted(name)}]->()`,
  async mount(name, schema, options) {
    const ends = await mountNodes(DB, endOf(name), End, { managedBy: "user" });
    const properties: Columns = schema.columns;
    const target = await mountRelations(DB, name, {
      from: ends,
      to: ends,
      properties,
      key: [...schema.primaryKey],
      ...options,
    });
    const record = await resolveRecord(schema, engine.useContext);
    return {
      declareRow(row) {
        const id = formatKey(primaryKeyOf(record.schema, row as never));
        target.declareRelation(ends.node({ id: "hub" }), ends.node({ id }), row);
      },
      declareAttachment: attach(target),
    };
  },
  make: (name) =>
    `MERGE (a:${quoted(endOf(name))} {id: "hub"}) MERGE (b:${quoted(endOf(name))} {id: row.id}) CREATE (a)-[n:${quoted(name)}]->(b) SET n = row`,
};

interface Indexed {
  declareFtsIndex(options: never): void;
}

const attach =
  (target: Indexed) =>
  (_kind: string, variant: number): void =>
    target.declareFtsIndex({ column: "text", language: variant === 0 ? "english" : "german" } as never);

function harness(form: Form): TargetHarness {
  return {
    name: `Neo4j ${form.kind}`,
    roots: ["coco.neo4j.nodes", "coco.neo4j.relations"],
    ...(form.kind === "nodes"
      ? { declares: declaration }
      : { rowKey: (key) => (key as readonly StableKey[])[4] ?? key }),
    capabilities: {
      columns:
        form.kind === "nodes"
          ? true
          : "relations hold what nodes hold, by the same code; the contract of graphs changes their schema",
      additiveInPlace: form.kind === "nodes" ? true : "without columns there are none to come",
      attachments: true,
      managedByUser: true,
      foundContainers: true,
      lostContainers: true,
      badRow:
        "the Community server has no rule that refuses one row by its key; failures.test.ts has a key too long for its index",
      fatal: true,
      retryable: true,
      connectionLost: true,
    },
    attachmentKinds: ["full text"],
    unsupportedKinds: declaration.refusedKinds,
    // The ends of relations have no index here: the user's nodes are as the user made them.
    manyRows: form.kind === "nodes" ? 6_000 : 1_000,
    storedRecords: () => storedRecords(form.kind),
    async start() {
      const connection = await testConnection();
      const faulty = await FaultyConnection.open();
      await emptyGraph(connection);
      const library = await loadLibrary();
      const hasRules = async (name: string): Promise<boolean> => {
        // Nodes and relations of one name are apart: the other suite's may still be there.
        const entity = form.kind === "nodes" ? "NODE" : "RELATIONSHIP";
        const rules = `YIELD name, labelsOrTypes, entityType
          WHERE labelsOrTypes = [$name] AND entityType = "${entity}" RETURN name`;
        // A constraint has an index.
        return (await ask(connection, `SHOW INDEXES ${rules}`, { name })).length > 0;
      };
      return {
        provide: (environment) => environment.provide(DB, faulty),
        async mount(name, { schema, ...options }) {
          if (form.kind === "relations") await ask(connection, `MERGE (:${quoted(endOf(name))} {id: "hub"})`);
          return form.mount(name, schema, options);
        },
        async list(name, schema) {
          const { columns } = describeRecord(await resolveRecord(schema, engine.useContext));
          const found = await ask(connection, `MATCH ${form.pattern(name)} RETURN properties(n) AS row`);
          if (found.length === 0 && !(await hasRules(name))) return undefined;
          return found.map((record) => {
            const row = record.get("row") as Record<string, unknown>;
            return Object.fromEntries(
              columns.map((column) => [column.name, decodeValue(column.type, row[column.name])]),
            ) as ContractRow;
          });
        },
        count: async (name) =>
          Number((await ask(connection, `MATCH ${form.pattern(name)} RETURN count(n) AS count`))[0]?.get("count")),
        async makeOutside(name, schema, given) {
          const { columns } = describeRecord(await resolveRecord(schema, engine.useContext));
          const rows = given.map((row) => encodeMap(columns, row, library));
          await ask(connection, `UNWIND $rows AS row ${form.make(name)}`, { rows });
        },
        async removeOutside(name) {
          await ask(connection, `MATCH ${form.pattern(name)} ${form.kind === "nodes" ? "DETACH " : ""}DELETE n`);
          const rules = "YIELD name, labelsOrTypes WHERE labelsOrTypes = [$name] RETURN name";
          for (const [kind, several] of [
            ["CONSTRAINT", "CONSTRAINTS"],
            ["INDEX", "INDEXES"],
          ]) {
            for (const found of await ask(connection, `SHOW ${several} ${rules}`, { name })) {
              await ask(connection, `DROP ${kind} ${quoted(String(found.get("name")))} IF EXISTS`);
            }
          }
        },
        async attachments(name) {
          const found = await ask(
            connection,
            "SHOW INDEXES YIELD type, labelsOrTypes, options WHERE labelsOrTypes = [$name] AND type = 'FULLTEXT' RETURN options",
            { name },
          );
          return Object.fromEntries(
            found.map((record) => {
              const { indexConfig } = record.get("options") as { indexConfig: Record<string, unknown> };
              return ["full text", indexConfig["fulltext.analyzer"] === "english" ? 0 : 1];
            }),
          );
        },
        fail: (fault) => faulty.fail(fault),
        async stop() {
          await faulty.close();
          await connection.close();
        },
      };
    },
  };
}

/** Written down when version 1 was made: what it stored, which is never to change. */
function storedRecords(kind: "nodes" | "relations"): StoredRecord[] {
  const columns = [
    { name: "id", type: { kind: "string" }, nullable: false },
    { name: "text", type: { kind: "string" }, nullable: false },
  ];
  const end = { label: "End", key: columns.slice(0, 1) };
  const plain = { columns, primaryKey: ["id"] };
  const layout = kind === "nodes" ? plain : { ...plain, from: [end], to: [end] };
  const value = { layout, managedBy: "system", onExisting: "error" } as const;
  const tables = handlers[kind];
  const key: StableKey = ["contract_db", "notes"];
  const entries = tables.child(key, { declared: value });
  const index = entries.attachments?.()["index"];
  const spec = { kind: "fts", columns: ["text"], language: "english" };
  return [
    {
      version: "1",
      level: "container",
      state: { handler: tables, key, desired: value },
      tracking: { version: 1, layout, mark: "0d0ff8a6-3c1f-4a3e-9be3-5ab1f4a3e9be" },
    },
    {
      version: "1",
      level: "row",
      state: {
        handler: entries,
        key: kind === "nodes" ? "a" : ["End", "hub", "End", "a", "a"],
        desired: { id: "a", text: "1" },
      },
      tracking: Buffer.from("ba48db8a0ffa28e6f8480d47e84ae96e", "hex"),
    },
    {
      version: "1",
      level: "attachment",
      state: { handler: index, key: "notes__fts__text", desired: spec },
      tracking: '{"columns":["text"],"kind":"fts","language":"english"}',
    },
  ];
}

const runner = { describe, it, beforeAll, afterAll };
// Not in a hook, whose time is short for a server that starts on a busy machine.
if (hasServer) await testServer();

// skipped: there is no Neo4j server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)("on a real server", () => {
  testTarget(harness(nodes), { engine, runner });
  testTarget(harness(relations), { engine, runner });
  testGraph(graph, { engine, runner });
});
