import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Connection } from "../connect.ts";
import { quoted } from "../cypher.ts";
import { ask, emptyGraph } from "./ask.ts";

/** A node that tells which folder's graph is in the server. */
const CURRENT = "CrashFolder";
/** Absent while graphs are exchanged, which may break off. */
const findCurrent = `MATCH (c:${CURRENT}) RETURN c.folder AS folder`;

interface ParkedGraph {
  readonly rules: readonly string[];
  readonly nodes: readonly {
    readonly id: string;
    readonly labels: readonly string[];
    readonly properties: Values;
  }[];
  readonly relations: readonly {
    readonly from: string;
    readonly to: string;
    readonly type: string;
    readonly properties: Values;
  }[];
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Has the server hold the graph of a folder: it has one database, and marks that are names of constraints, so of two copies of a graph one stands in a
 * file. A folder that notes another's name is a copy of it, and gets a copy of its graph: so folders can be copied and removed as they can where the
 * target is a file in them.
 */
export async function bringGraph(connection: Connection, folder: string): Promise<void> {
  const current = (await ask(connection, findCurrent))[0]?.get("folder") as string | undefined;
  const place = path.join(folder, "graph.txt");
  const noted = existsSync(place) ? readFileSync(place, "utf8") : undefined;
  if (current === folder && noted === folder) return;
  await transactionsEnded(connection);
  if (current !== undefined && current !== folder && existsSync(current)) {
    writeFileSync(parkedFile(current), JSON.stringify(await park(connection), bigintsAsNumbers));
  }
  await ask(connection, `MATCH (c:${CURRENT}) DELETE c`);
  if (noted === undefined || noted !== current) {
    await emptyGraph(connection);
    if (noted !== undefined) await unpark(connection, JSON.parse(readFileSync(parkedFile(noted), "utf8")));
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(place, folder);
  await ask(connection, `CREATE (:${CURRENT} {folder: $folder})`, { folder });
}

function parkedFile(folder: string): string {
  return path.join(folder, "graph.json");
}

/** What a killed process had begun may still be going on. */
async function transactionsEnded(connection: Connection): Promise<void> {
  const others = "SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW' RETURN currentQuery";
  while ((await ask(connection, others)).length > 0);
}

async function park(connection: Connection): Promise<ParkedGraph> {
  const all = async (statement: string, ...names: readonly string[]): Promise<never[]> =>
    (await ask(connection, statement)).map((one) =>
      Object.fromEntries(names.map((name) => [name, one.get(name)])),
    ) as never[];
  const rules: readonly { readonly text: string }[] = [
    ...(await all("SHOW CONSTRAINTS YIELD createStatement RETURN createStatement AS text", "text")),
    ...(await all(
      `SHOW INDEXES YIELD createStatement, owningConstraint, type
        WHERE owningConstraint IS NULL AND type <> "LOOKUP" RETURN createStatement AS text`,
      "text",
    )),
  ];
  const nodes = `MATCH (n) WHERE NOT n:${CURRENT}
    RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties`;
  const relations = `MATCH (a)-[r]->(b)
    RETURN elementId(a) AS from, elementId(b) AS to, type(r) AS type, properties(r) AS properties`;
  return {
    rules: rules.map(({ text }) => text),
    nodes: await all(nodes, "id", "labels", "properties"),
    relations: await all(relations, "from", "to", "type", "properties"),
  };
}

async function unpark(connection: Connection, { nodes, relations, rules }: ParkedGraph): Promise<void> {
  for (const [labels, some] of Map.groupBy(nodes, (node) => node.labels.map(quoted).join(":"))) {
    await ask(connection, `UNWIND $rows AS row CREATE (n:${labels}) SET n = row.values, n.parked = row.id`, {
      rows: some.map(({ id, properties }) => ({ id, values: numbersAsBigints(properties) })),
    });
  }
  for (const [type, some] of Map.groupBy(relations, (one) => quoted(one.type))) {
    const found = "MATCH (a {parked: row.from}), (b {parked: row.to})";
    await ask(connection, `UNWIND $rows AS row ${found} CREATE (a)-[r:${type}]->(b) SET r = row.values`, {
      rows: some.map(({ from, properties, to }) => ({ from, to, values: numbersAsBigints(properties) })),
    });
  }
  await ask(connection, "MATCH (n) REMOVE n.parked");
  for (const rule of rules) await ask(connection, rule);
}

/** All numbers of these graphs are whole. */
function bigintsAsNumbers(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

function numbersAsBigints(values: Values): Values {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? BigInt(value) : value,
  ]);
  return Object.fromEntries(entries) as Values;
}
