import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { contextKey } from "@coco/core";
import type { CrashTarget, OpenCrashTarget } from "../../../core/src/testing/crash/crash-target.ts";
import type { Instants } from "../../../core/src/testing/crash/instants.ts";
import { contentOf, crashGraph, type FoundGraph } from "../../../property-graph/src/testing/crash-graph.ts";
import { ask, type FalkordbGraph } from "../client.ts";
import { type Connection, connect } from "../connect.ts";
import { NOTE, PLACEHOLDER } from "../cypher.ts";
import type { TableNote } from "../note.ts";
import { store } from "../store.ts";

const DATABASE = contextKey<FalkordbGraph>("crash_db");
const graph = crashGraph(store, DATABASE);
const FOLDERS = "folders of graphs";

/** A graph of its own for each folder, on the server that COCO_CRASH_FALKORDB names. */
export const openFalkordbTarget: OpenCrashTarget = async (folder, instants): Promise<CrashTarget> => {
  const name = await graphOf(folder);
  const log = path.join(folder, "log.txt");
  graph.watch(instants, (line) => appendFileSync(log, `${line}\n`));
  return {
    lifespan: async (environment) => {
      const connection = await connectTo(name);
      environment.provide(DATABASE, watched(connection, instants));
      return () => connection.close();
    },
    mountShelf: graph.mountShelf,
    async content() {
      const connection = await connectTo(name);
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

const connectTo = (name: string): Promise<Connection> =>
  connect(process.env["COCO_CRASH_FALKORDB"] ?? "", { graph: name });

/**
 * A folder notes its graph. One that notes another's is a copy of it, and gets a copy of that graph: so folders can be copied and
 * removed as they can where the target is a file in them.
 */
async function graphOf(folder: string): Promise<string> {
  const name = `crash_${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`;
  const place = path.join(folder, "graph.txt");
  const noted = existsSync(place) ? readFileSync(place, "utf8") : undefined;
  if (noted === name) return name;
  mkdirSync(folder, { recursive: true });
  const connection = await connectTo(name);
  try {
    const client = (await connection.falkor.connection) as unknown as {
      sendCommand(words: readonly string[]): Promise<unknown>;
    };
    const drop = (one: string): Promise<unknown> => client.sendCommand(["GRAPH.DELETE", one]);
    const graphs = (await client.sendCommand(["GRAPH.LIST"])) as string[];
    for (const one of graphs) {
      const of = (await client.sendCommand(["HGET", FOLDERS, one])) as string | null;
      if (one === name || (of !== null && !existsSync(of))) await drop(one);
    }
    if (noted !== undefined && graphs.includes(noted)) await client.sendCommand(["GRAPH.COPY", noted, name]);
    await client.sendCommand(["HSET", FOLDERS, name, folder]);
  } finally {
    await connection.close();
  }
  writeFileSync(place, name);
  return name;
}

interface FoundNote {
  readonly kind: "nodes" | "relations";
  readonly name: string;
  readonly note: string;
}

async function look(connection: FalkordbGraph): Promise<FoundGraph> {
  const notes = await ask<FoundNote>(
    connection,
    `MATCH (t:${NOTE}) RETURN t.kind AS kind, t.name AS name, t.note AS note`,
  );
  const namesOf = (kind: FoundNote["kind"]): string[] =>
    notes.filter((note) => note.kind === kind).map(({ name }) => name);
  const [labels, types] = [namesOf("nodes"), namesOf("relations")];
  const built = await ask<{ readonly label: string; readonly types: Readonly<Record<string, readonly string[]>> }>(
    connection,
    "CALL db.indexes() YIELD label, types RETURN label, types",
  );
  const indexed = built.filter((one) => Object.values(one.types).flat().includes("FULLTEXT")).map(({ label }) => label);
  for (const { name, note } of notes) {
    const { indexes = {}, mark } = JSON.parse(note) as TableNote;
    if (mark === undefined || Object.keys(indexes).length > 0 !== indexed.includes(name))
      throw new Error(`the note of ${name} is not of what is there: ${note}`);
  }
  const nodes = await ask<FoundGraph["nodes"][number]>(
    connection,
    `MATCH (n) WHERE NOT n:${NOTE} AND NOT n:${PLACEHOLDER}
      RETURN labels(n)[0] AS label, coalesce(n.key, n.name) AS key, n.text AS text, n.number AS number`,
  );
  const relations = await ask<FoundGraph["relations"][number]>(
    connection,
    `MATCH (a)-[r]->(b)
      RETURN type(r) AS type, coalesce(a.key, a.name) AS from, coalesce(b.key, b.name) AS to, r.uuid AS uuid`,
  );
  const orphans = await ask(connection, `MATCH (n:${PLACEHOLDER}) WHERE NOT (n)--() RETURN n`);
  if (orphans.length > 0) throw new Error(`ends of relations that are gone were left: ${JSON.stringify(orphans)}`);
  return { labels, types, indexed, nodes, relations };
}

/** The same graph, whose changes are instants before, while they go on, and after. */
function watched(connection: FalkordbGraph, instants: Instants): FalkordbGraph {
  return {
    async query(text) {
      const [what] = /CREATE \w+|DROP \w+|MERGE|SET|DELETE/.exec(text) ?? [];
      if (what === undefined) return connection.query(text);
      const kind = text.includes(NOTE) ? "note" : what;
      instants.pass(`FalkorDB: before ${kind}`);
      const answer = connection.query<never>(text);
      await turn();
      instants.pass(`FalkorDB: during ${kind}`);
      const result = await answer;
      instants.pass(`FalkorDB: after ${kind}`);
      return result;
    },
  };
}
