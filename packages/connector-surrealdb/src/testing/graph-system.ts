import { type AnyRecord, describeRecord, resolveRecord } from "@coco/connectorkit";
import type { ContainerOptions, ContractContainer, ContractRow, TargetSystem } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import type { GraphTable, NodeTarget, Values } from "@coco/property-graph";
import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import type { SurrealClient } from "../client.ts";
import { findDatabase, findParts } from "../found-table.ts";
import { quoted } from "../identifiers.ts";
import { loadLibrary } from "../library.ts";
import { mountNodes, mountRelations } from "../mount.ts";
import { readNodes, readRelations } from "../read-graph.ts";
import { runTransaction } from "../run-query.ts";
import { defineField, fieldDefinitions, typeClause } from "../table-definition.ts";
import { changeStatements } from "../write-changes.ts";
import { makeRemoteDatabase } from "./remote-database.ts";
import { hasGivenServer, makeDatabase } from "./test-database.ts";

const DB: engine.ContextKey<SurrealClient> = engine.contextKey<SurrealClient>("contract_db");
const Hub = engine.record({ name: engine.t.string() }, { primaryKey: ["name"] });
const LANGUAGES = ["english", "german"] as const;

type Kind = GraphTable["kind"];

/** A database whose containers are tables of nodes, in this process; or, in a server, of relations that all join one node with itself. */
export async function startGraph(kind: Kind): Promise<TargetSystem> {
  const remote = kind === "relations" && !hasGivenServer ? await makeRemoteDatabase() : undefined;
  const { ask, close, connection, other } = remote ?? (await makeDatabase());
  let isLost = false;
  const client: SurrealClient = {
    query(text, bindings) {
      const query = connection.query(text, bindings);
      if (!isLost || !text.includes("INSERT") || remote === undefined) return query;
      isLost = false;
      return {
        // In the middle of a batch: when it is on its way.
        async responses() {
          const answer = query.responses();
          answer.catch(() => undefined);
          await turn();
          await remote.killAndRestart();
          return answer;
        },
      };
    },
  };
  const library = await loadLibrary();
  const refuse = async (name: string, when: string): Promise<() => Promise<void>> => {
    await ask(`DEFINE EVENT refuse ON ${quoted(name)} WHEN ${when} THEN { THROW "refused" }`);
    return async () => void (await ask(`REMOVE EVENT refuse ON ${quoted(name)}`));
  };
  return {
    provide: (environment) => environment.provide(DB, client),
    mount: kind === "nodes" ? mountAsNodes : mountAsRelations,
    async list(name, schema) {
      const { tables } = await findDatabase(other);
      if (!tables.some((table) => table.name === name)) return undefined;
      const table = await tableOf(kind, name, schema);
      const rows: ContractRow[] = [];
      if (table.kind === "nodes") for await (const row of readNodes(other, name, table.layout)) rows.push(row);
      else for await (const { values } of readRelations(other, name, table.layout)) rows.push(values);
      return rows;
    },
    count: async (name) =>
      (await ask<{ readonly count: number }[]>(`SELECT count() FROM ${quoted(name)} GROUP ALL`))[0]?.count ?? 0,
    async makeOutside(name, schema, rows) {
      const table = await tableOf(kind, name, schema);
      const { bindings, texts } = changeStatements(library, changesOf(table, rows));
      await runTransaction(
        other,
        [
          `DEFINE TABLE ${quoted(name)} ${typeClause(table)} SCHEMAFULL`,
          ...fieldDefinitions(table).map((field) => defineField(name, field)),
          ...texts,
        ],
        bindings,
      );
    },
    removeOutside: async (name) => void (await ask(`REMOVE TABLE ${quoted(name)}`)),
    async attachments(name) {
      const { indexes } = await findParts(other, name);
      const { analyzers } = await findDatabase(other);
      const own = analyzers.filter((one) => one.name.includes(JSON.stringify(name)));
      if (indexes.length !== own.length) throw new Error(`${indexes.length} indexes have ${own.length} analyzers`);
      return Object.fromEntries(
        own.map(({ comment }) => ["fts_index", LANGUAGES.findIndex((language) => comment?.includes(language))]),
      );
    },
    refuseRow: async (name) =>
      void (await refuse(
        name,
        `$event != "DELETE" AND ${kind === "nodes" ? "record::id($after.id)" : "$after._id"} = "bad"`,
      )),
    async fail(fault, name) {
      if (fault === "fatal") return refuse(name, "true");
      if (fault === "retryable") return contend(name, ask);
      isLost = true;
      return async () => void (isLost = false);
    },
    stop: close,
  };
}

/** Has another session change what each write into the table changes too, while it goes on. */
async function contend(name: string, ask: (text: string) => Promise<unknown>): Promise<() => Promise<void>> {
  await ask(`UPSERT contended:one SET n = 0`);
  await ask(`DEFINE EVENT slow ON ${quoted(name)} WHEN true THEN { UPDATE contended:one SET n += 1; sleep(50ms); }`);
  let isOn = true;
  const loop = (async () => {
    while (isOn) {
      await ask("UPDATE contended:one SET n += 1").catch(() => undefined);
      await pause(5);
    }
  })();
  return async () => {
    isOn = false;
    await loop;
    await ask(`REMOVE EVENT slow ON ${quoted(name)}`);
  };
}

async function mountAsNodes(name: string, { schema, ...options }: ContainerOptions): Promise<ContractContainer> {
  return container(await mountNodes(DB, name, schema, options));
}

async function mountAsRelations(name: string, { schema, ...options }: ContainerOptions): Promise<ContractContainer> {
  const hubs = await mountNodes(DB, hubOf(name), Hub, { onExisting: "adopt" });
  const properties = schema.columns;
  const relations = await mountRelations(DB, name, {
    from: hubs,
    to: hubs,
    properties,
    key: schema.primaryKey,
    ...options,
  });
  const hub = hubs.node({ name: "hub" });
  return {
    declareRow: (row) => relations.declareRelation(hub, hub, row),
    declareAttachment: (_kind, variant) => declareIndex(relations, variant),
  };
}

function container(target: NodeTarget<AnyRecord>): ContractContainer {
  return {
    declareRow: (row) => target.declareNode(row),
    declareAttachment: (_kind, variant) => declareIndex(target, variant),
  };
}

function declareIndex(target: { declareFtsIndex(options: never): void }, variant: number): void {
  target.declareFtsIndex({ column: "text", language: LANGUAGES[variant] ?? "french" } as never);
}

function hubOf(name: string): string {
  return `${name} ends`;
}

async function tableOf(kind: Kind, name: string, schema: AnyRecord): Promise<GraphTable> {
  const layout = describeRecord(await resolveRecord(schema, engine.useContext));
  if (kind === "nodes") return { kind, name, layout };
  const end = { label: hubOf(name), key: [{ name: "name", type: { kind: "string" }, nullable: false }] };
  return { kind, name, layout: { ...layout, from: [end], to: [end] } };
}

function changesOf(table: GraphTable, rows: readonly ContractRow[]): Parameters<typeof changeStatements>[1] {
  const none = { nodes: [], relations: [], deletedRelations: [], deletedNodes: [] };
  if (table.kind === "nodes") return { ...none, nodes: [{ label: table.name, layout: table.layout, rows }] };
  const { layout, name: type } = table;
  const end: Values = { name: "hub" };
  const [from, to] = [layout.from[0], layout.to[0]];
  if (from === undefined || to === undefined) throw new Error("relations have ends");
  return {
    ...none,
    relations: [{ type, layout, from, to, rows: rows.map((values) => ({ from: end, to: end, values })) }],
  };
}
