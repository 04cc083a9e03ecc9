import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { contextKey } from "@coco/core";
import type { RecordId } from "surrealdb";
import type { CrashTarget, OpenCrashTarget } from "../../../core/src/testing/crash/crash-target.ts";
import type { Instants } from "../../../core/src/testing/crash/instants.ts";
import { contentOf, crashGraph, type FoundGraph } from "../../../property-graph/src/testing/crash-graph.ts";
import type { SurrealClient } from "../client.ts";
import { type Connection, connect } from "../connect.ts";
import { findDatabase, findParts, type FoundTable } from "../found-table.ts";
import { quoted } from "../identifiers.ts";
import { markIn } from "../owner-mark.ts";
import { surrealdbStore } from "../surrealdb-store.ts";

const DATABASE = contextKey<SurrealClient>("crash_db");
const graph = crashGraph(surrealdbStore, DATABASE);

/** An embedded database in the folder: its engine is killed with the process. */
export const openSurrealdbTarget: OpenCrashTarget = async (folder, instants): Promise<CrashTarget> => {
  const url = `surrealkv://${path.join(folder, "target")}`;
  const log = path.join(folder, "log.txt");
  graph.watch(instants, (line) => appendFileSync(log, `${line}\n`));
  return {
    lifespan: async (environment) => {
      const connection = await connect(url);
      environment.provide(DATABASE, watched(connection, instants));
      return () => connection.close();
    },
    mountShelf: graph.mountShelf,
    async content() {
      const connection = await connect(url);
      try {
        return contentOf(await look(connection));
      } finally {
        await connection.close();
      }
    },
    log: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []),
    clearLog: () => rmSync(log, { force: true }),
    close: () => undefined,
  };
};

interface FoundRecord {
  readonly id: RecordId;
  readonly in: RecordId;
  readonly out: RecordId;
  readonly text: string;
  readonly number: number | bigint;
  readonly uuid: string;
  readonly led: readonly RecordId[];
}

async function look(connection: Connection): Promise<FoundGraph> {
  const ask = async <T>(text: string): Promise<readonly T[]> => (await connection.query(text).collect())[0] as T[];
  const { analyzers, tables } = await findDatabase(connection);
  const marked = tables.filter(({ comment }) => markIn(comment) !== undefined);
  if (marked.length !== tables.length) throw new Error(`tables without a mark: ${JSON.stringify(tables)}`);
  const ofKind = (kind: FoundTable["kind"]["kind"]): string[] =>
    tables.filter((table) => table.kind.kind === kind).map(({ name }) => name);
  const [labels, types] = [ofKind("NORMAL"), ofKind("RELATION")];
  const found: {
    indexed: string[];
    nodes: FoundGraph["nodes"][number][];
    relations: FoundGraph["relations"][number][];
  } = { indexed: [], nodes: [], relations: [] };
  const leading = new Set<string>();
  for (const label of labels) {
    if ((await findParts(connection, label)).indexes.length > 0) found.indexed.push(label);
    for (const one of await ask<FoundRecord>(`SELECT *, ->? AS led FROM ${quoted(label)}`)) {
      found.nodes.push({ label, key: one.id.id as string, text: one.text, number: Number(one.number) });
      for (const relation of one.led) leading.add(String(relation));
    }
  }
  for (const type of types) {
    for (const { id, in: from, out: to, uuid } of await ask<FoundRecord>(`SELECT * FROM ${quoted(type)}`)) {
      found.relations.push({ type, from: from.id as string, to: to.id as string, uuid });
      leading.delete(String(id));
    }
  }
  if (leading.size > 0) throw new Error(`nodes lead to relations that are not there: ${[...leading].join(", ")}`);
  if (analyzers.length !== found.indexed.length)
    throw new Error(`${found.indexed.length} indexes have ${analyzers.length} analyzers`);
  return { ...found, labels, types };
}

/** The same client, whose changes are instants before, while they go on, and after. */
function watched(connection: Connection, instants: Instants): SurrealClient {
  return {
    query(text, bindings) {
      const [, what] =
        /^(?:BEGIN;\n)?(?:(?:SELECT|LET) .*;\n)*(ALTER|DEFINE \w+|DELETE|INSERT|REMOVE \w+)/.exec(text) ?? [];
      if (what === undefined) return connection.query(text, bindings);
      return {
        async responses() {
          instants.pass(`SurrealDB: before ${what}`);
          const answer = connection.query(text, bindings).responses();
          await turn();
          instants.pass(`SurrealDB: during ${what}`);
          const responses = await answer;
          instants.pass(`SurrealDB: after ${what}`);
          return responses;
        },
      };
    },
  };
}
