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
import { ask, type FalkordbGraph } from "./client.ts";
import { NOTE, PLACEHOLDER, quoted } from "./cypher.ts";
import { decodeValue, returned } from "./decode-value.ts";
import { encodeValues, setText } from "./encode-value.ts";
import { handlers, mountNodes, mountRelations } from "./graph.ts";
import { createIndex, createText, findIndexes } from "./indexes.ts";
import { readNote } from "./note.ts";
import { declaration } from "./declaration.ts";
import { FaultyGraph } from "./testing/faulty-graph.ts";
import { graph } from "./testing/graph-harness.ts";
import { hasServer, testConnection, testServer } from "./testing/test-server.ts";

const DB = engine.contextKey<FalkordbGraph>("contract_db");
const End = engine.record({ id: engine.t.string() }, { primaryKey: ["id"] });
const LANGUAGES = ["english", "german"];

/** The label of the nodes at the ends of relations: another one for each type, for each is declared by one component. */
const endOf = (name: string): string => `${name} end`;

/** How the suite's rows stand in the graph: as nodes, or as relations that have them as their own key and properties. */
interface Form {
  readonly kind: "nodes" | "relations";
  /** Finds them as `n`. */
  pattern(name: string): string;
  mount(name: string, schema: AnyRecord, options: object): Promise<ContractContainer>;
  /** Makes one as `n`. */
  make(name: string): string;
}

const nodes: Form = {
  kind: "nodes",
  pattern: (name) => `(n:${quoted(name)})`,
  async mount(name, schema, options) {
    const target = await mountNodes(DB, name, schema, options);
    return { declareRow: (row) => target.declareNode(row), declareAttachment: attach(target) };
  },
  make: (name) => `CREATE (n:${quoted(name)})`,
};

const relations: Form = {
  kind: "relations",
  pattern: (name) => `()-[n:${quoted(name)}]->()`,
  async mount(name, schema, options) {
    const ends = await mountNodes(DB, endOf(name), End, { managedBy: "user" });
    const properties: Columns = schema.columns;
    const key = [...schema.primaryKey];
    const target = await mountRelations(DB, name, { from: ends, to: ends, properties, key, ...options });
    return {
      declareRow(row) {
        const id = formatKey(primaryKeyOf(schema, row as never));
        target.declareRelation(ends.node({ id: "hub" }), ends.node({ id }), row);
      },
      declareAttachment: attach(target),
    };
  },
  make: (name) =>
    `MERGE (a:${quoted(endOf(name))} {id: "hub"}) MERGE (b:${quoted(endOf(name))} {id: row[0]}) CREATE (a)-[n:${quoted(name)}]->(b)`,
};

const attach =
  (target: { declareFtsIndex(options: never): void }) =>
  (_kind: string, variant: number): void =>
    target.declareFtsIndex({ column: "text", language: LANGUAGES[variant] } as never);

function harness(form: Form): TargetHarness {
  const { kind } = form;
  return {
    name: `FalkorDB ${kind}`,
    roots: ["coco.falkordb.nodes", "coco.falkordb.relations"],
    ...(kind === "nodes"
      ? { declares: declaration }
      : { unsupportedKinds: { vector: "FalkorDB does not replace a relation's vector" } }),
    capabilities: {
      columns: true,
      additiveInPlace: true,
      attachments: true,
      managedByUser: true,
      foundContainers: true,
      lostContainers: true,
      badRow:
        "the server has no rule that refuses one row by its key; one with a NUL, which it cannot hold, is among the values",
      fatal: true,
      retryable: true,
      connectionLost: true,
    },
    knownGaps: {
      "values: a column of kind float keeps every value exactly, and null":
        "the server holds it, and answers with 15 digits of it",
      ...(kind === "nodes"
        ? {
            "schema: a key may be of kind string, alone and beside others":
              "one of them is the empty text, which FalkorDB's index does not find: it is refused",
          }
        : { "schema: the type of a column changes": "one of the types is a vector, which relations cannot hold" }),
    },
    attachmentKinds: ["full text"],
    takesKey: (key) => !key.includes("\0") && (kind === "relations" || (key !== "" && key === key.trim())),
    rowKey: (key) => (kind === "relations" ? ((key as readonly string[])[4] ?? key) : key),
    manyRows: 5_000,
    storedRecords: () => storedRecords(kind),
    async start() {
      const connection = await testConnection();
      const faulty = await FaultyGraph.open(connection.name);
      const indexed = new Set<string>();
      const rowsOf = <Row>(text: string): Promise<readonly Row[]> => ask<Row>(connection, text);
      const exists = async (name: string): Promise<boolean> =>
        (await readNote(connection, { kind, name })).mark !== undefined ||
        (await rowsOf(`MATCH ${form.pattern(name)} RETURN 1 AS one LIMIT 1`)).length > 0;
      return {
        provide: (environment) => environment.provide(DB, faulty),
        async mount(name, { schema, ...options }) {
          // The nodes at the ends are the user's, who has an index of them; of a name with a backtick there can be none.
          if (kind === "relations" && !indexed.has(name) && !name.includes("`")) {
            indexed.add(name);
            await createIndex(connection, createText({ kind: "nodes", name: endOf(name) }, "RANGE", ["id"]));
          }
          return form.mount(name, schema, options);
        },
        async list(name, schema) {
          if (!(await exists(name))) return undefined;
          const { columns } = describeRecord(await resolveRecord(schema, engine.useContext));
          const parts = columns.map((column, index) => `${returned("n", column)} AS c${index}`);
          const declared = kind === "nodes" ? `WHERE NOT n:${PLACEHOLDER} ` : "";
          const found = await rowsOf<Record<string, unknown>>(
            `MATCH ${form.pattern(name)} ${declared}RETURN ${parts.join(", ")}`,
          );
          return found.map(
            (row) =>
              Object.fromEntries(
                columns.map(({ name: column, type }, index) => [column, decodeValue(type, row[`c${index}`])]),
              ) as ContractRow,
          );
        },
        async count(name) {
          const [row] = await rowsOf<{ readonly count: number }>(
            `MATCH ${form.pattern(name)} RETURN count(n) AS count`,
          );
          return row?.count ?? 0;
        },
        async makeOutside(name, schema, given) {
          const { columns } = describeRecord(await resolveRecord(schema, engine.useContext));
          const rows = given.map((row) => `[${encodeValues(columns, row).join(",")}]`);
          await connection.query(`UNWIND [${rows.join(",")}] AS row ${form.make(name)}${setText("n", columns, 0)}`);
        },
        async removeOutside(name) {
          await connection.query(`MATCH ${form.pattern(name)} DELETE n`);
          await connection.query(`MATCH (t:${NOTE} {kind: "${kind}", name: "${name}"}) DELETE t`);
        },
        async attachments(name) {
          const found = await findIndexes(connection, { kind, name });
          const isIndexed = found?.types["text"]?.includes("FULLTEXT") === true;
          return isIndexed ? { "full text": LANGUAGES.indexOf(found.language) } : {};
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
      state: { handler: entries.attachments?.()["index"], key: "notes__fts__text", desired: spec },
      tracking: '{"columns":["text"],"kind":"fts","language":"english"}',
    },
  ];
}

const runner = { describe, it, beforeAll, afterAll };
// Not in a hook, whose time is short for a server that starts on a busy machine.
if (hasServer) await testServer();

// skipped: there is no FalkorDB server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)("on a real server", () => {
  testTarget(harness(nodes), { engine, runner });
  testTarget(harness(relations), { engine, runner });
  testGraph(graph, { engine, runner });
});
