import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { contextKey } from "@coco/core";
import type { CrashTarget, OpenCrashTarget } from "../../../core/src/testing/crash/crash-target.ts";
import type { Instants } from "../../../core/src/testing/crash/instants.ts";
import { contentOf, crashGraph, type FoundGraph } from "../../../property-graph/src/testing/crash-graph.ts";
import { type Connection, connect } from "../connect.ts";
import type { Neo4jConnection, Neo4jResult, Neo4jRunner } from "../connection.ts";
import { PLACEHOLDER } from "../cypher.ts";
import { store } from "../store.ts";
import { bringGraph } from "./parked-graphs.ts";
import { ask } from "./ask.ts";

const DATABASE = contextKey<Neo4jConnection>("crash_db");
const graph = crashGraph(store, DATABASE);

/** A graph for each folder, on the server that COCO_CRASH_NEO4J names. */
export const openNeo4jTarget: OpenCrashTarget = async (folder, instants): Promise<CrashTarget> => {
  const connection = await connect(process.env["COCO_CRASH_NEO4J"] ?? "", { useBigInt: true });
  await bringGraph(connection, folder);
  const log = path.join(folder, "log.txt");
  graph.watch(instants, (line) => appendFileSync(log, `${line}\n`));
  return {
    lifespan: (environment) => environment.provide(DATABASE, watched(connection, instants)),
    mountShelf: graph.mountShelf,
    content: async () => contentOf(await look(connection)),
    log: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []),
    clearLog: () => rmSync(log, { force: true }),
    close: () => void connection.close(),
  };
};

async function look(connection: Connection): Promise<FoundGraph> {
  const rules = await ask(
    connection,
    `SHOW INDEXES YIELD name, type, entityType, labelsOrTypes WHERE type <> "LOOKUP"
      RETURN name, type, entityType = "NODE" AS ofNodes, labelsOrTypes[0] AS on`,
  );
  const namesOf = (kind: string, ofNodes: boolean): string[] =>
    rules
      .filter((rule) => rule.get("type") === kind && rule.get("ofNodes") === ofNodes)
      .map((rule) => String(rule.get("on")));
  const strange = rules.filter(
    (rule) => rule.get("type") === "RANGE" && !String(rule.get("name")).startsWith("coco owner "),
  );
  if (strange.length > 0)
    throw new Error(`indexes without a mark: ${strange.map((one) => one.get("name")).join(", ")}`);
  const nodes = await ask(
    connection,
    `MATCH (n) WHERE NOT n:CrashFolder AND NOT n:${PLACEHOLDER}
      RETURN labels(n)[0] AS label, coalesce(n.key, n.name) AS key, n.text AS text, n.number AS number`,
  );
  const relations = await ask(
    connection,
    `MATCH (a)-[r]->(b)
      RETURN type(r) AS type, coalesce(a.key, a.name) AS from, coalesce(b.key, b.name) AS to, r.uuid AS uuid`,
  );
  const orphans = await ask(connection, `MATCH (n:${PLACEHOLDER}) WHERE NOT (n)--() RETURN n`);
  if (orphans.length > 0) throw new Error(`${orphans.length} ends of relations that are gone were left`);
  const text = (one: (typeof nodes)[number], name: string): string => String(one.get(name));
  return {
    labels: namesOf("RANGE", true),
    types: namesOf("RANGE", false),
    indexed: namesOf("FULLTEXT", true),
    nodes: nodes.map((one) => ({
      label: text(one, "label"),
      key: text(one, "key"),
      text: text(one, "text"),
      number: Number(one.get("number")),
    })),
    relations: relations.map((one) => ({
      type: text(one, "type"),
      from: text(one, "from"),
      to: text(one, "to"),
      uuid: text(one, "uuid"),
    })),
  };
}

/** The same connection, whose changes are instants before, while they go on, and after; so is the end of each transaction. */
function watched({ driver }: Connection, instants: Instants): Neo4jConnection {
  return {
    driver: {
      close: () => driver.close(),
      session(config) {
        const session = driver.session(config);
        return {
          run: watchedRun(session, instants),
          close: () => session.close(),
          async executeWrite(work, options) {
            const result = await session.executeWrite(async (transaction) => {
              const answer = await work({ run: watchedRun(transaction, instants) });
              instants.pass("Neo4j: before the end of a transaction");
              return answer;
            }, options);
            instants.pass("Neo4j: after the end of a transaction");
            return result;
          },
        };
      },
    },
  };
}

function watchedRun(runner: Neo4jRunner, instants: Instants): Neo4jRunner["run"] {
  return (statement, parameters) => {
    const [what] = /CREATE \w+|DROP \w+|MERGE|DELETE|REMOVE|SET/.exec(statement) ?? [];
    if (what === undefined) return runner.run(statement, parameters);
    instants.pass(`Neo4j: before ${what}`);
    const result = runner.run(statement, parameters);
    const answer = (async () => {
      await turn();
      instants.pass(`Neo4j: during ${what}`);
      const found = await result;
      instants.pass(`Neo4j: after ${what}`);
      return found;
    })();
    return Object.assign(answer, { [Symbol.asyncIterator]: () => result[Symbol.asyncIterator]() }) as Neo4jResult;
  };
}
