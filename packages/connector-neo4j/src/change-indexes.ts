import { setTimeout as pause } from "node:timers/promises";
import { type IndexChange, type IndexSpec, tableText } from "@coco/property-graph";
import type { Neo4jSession } from "./connection.ts";
import { quoted } from "./cypher.ts";
import { dropRule, findRules, type FoundRule } from "./found-schema.ts";
import { Neo4jError } from "./neo4j-error.ts";
import { type Work, withSession } from "./transaction.ts";

/** Indexes that are being built, by the name of the graph's context key. */
const building = new Map<string, Set<string>>();

/** Makes, changes and removes indexes. They are built beside readers and writers. */
export async function changeIndexes(work: Work, changes: readonly IndexChange[]): Promise<void> {
  await withSession(work, async (session) => {
    for (const change of changes) await changeIndex(session, work, change);
  });
}

async function changeIndex(session: Neo4jSession, { database }: Work, change: IndexChange): Promise<void> {
  const { name, spec, table } = change;
  const found = (await findRules(session, table)).find((rule) => rule.name === name);
  if (found !== undefined && spec !== undefined && isAsWanted(found, spec)) return;
  if (found?.index !== undefined && ["VECTOR", "FULLTEXT"].includes(found.index)) await dropRule(session, found);
  if (spec === undefined) return;
  const pattern = table.kind === "nodes" ? `(n:${quoted(table.name)})` : `()-[n:${quoted(table.name)}]-()`;
  const columns = columnsOf(spec).map((column) => `n.${quoted(column)}`);
  const on = spec.kind === "vector" ? `(${columns.join(", ")})` : `EACH [${columns.join(", ")}]`;
  const kind = spec.kind === "vector" ? "VECTOR" : "FULLTEXT";
  try {
    await session.run(`CREATE ${kind} INDEX ${quoted(name)} FOR ${pattern} ON ${on} OPTIONS $options`, {
      options: { indexConfig: configOf(spec) },
    });
  } catch (error) {
    throw nameTaken(error, change) ?? error;
  }
  const names = building.get(database) ?? new Set();
  building.set(database, names.add(name));
}

/** Waits until what this run made is built, so that who comes after it finds what it wrote. */
export async function awaitIndexes(work: Work): Promise<void> {
  const names = building.get(work.database);
  building.delete(work.database);
  if (names === undefined) return;
  const statement = `SHOW INDEXES YIELD name, state, failureMessage WHERE name IN $names AND state <> 'ONLINE' RETURN name, state, failureMessage`;
  await withSession(work, async (session) => {
    for (;;) {
      const { records } = await session.run(statement, { names: [...names] });
      const failed = records.find((record) => record.get("state") === "FAILED");
      if (failed !== undefined) {
        throw new Neo4jError(
          `The index ${String(failed.get("name"))} could not be built: ${String(failed.get("failureMessage"))}`,
          {
            code: "NEO4J_INDEX",
            hint: "Change its options, or drop it by hand and run the update again with fullReprocess.",
          },
        );
      }
      if (records.length === 0) return;
      await pause(100, undefined, { signal: work.signal });
    }
  });
}

function columnsOf(spec: IndexSpec): readonly string[] {
  return spec.kind === "vector" ? [spec.column] : spec.columns;
}

/** The settings of an index under the server's names. */
function configOf(spec: IndexSpec): Record<string, unknown> {
  if (spec.kind === "fts") return { "fulltext.analyzer": spec.language, ...spec.storeOptions };
  return {
    "vector.dimensions": BigInt(spec.dims),
    "vector.similarity_function": spec.metric,
    ...(spec.m === undefined ? {} : { "vector.hnsw.m": BigInt(spec.m) }),
    ...(spec.efConstruction === undefined ? {} : { "vector.hnsw.ef_construction": BigInt(spec.efConstruction) }),
    ...Object.fromEntries(
      Object.entries(spec.storeOptions ?? {}).map(([name, value]) => [
        name,
        Number.isInteger(value) ? BigInt(value as number) : value,
      ]),
    ),
  };
}

/** The server may write a metric in capitals, and tells settings that were not asked for too. */
function isAsWanted({ config, index, properties }: FoundRule, spec: IndexSpec): boolean {
  if (index !== (spec.kind === "vector" ? "VECTOR" : "FULLTEXT")) return false;
  if (properties.join("\0") !== columnsOf(spec).join("\0")) return false;
  return Object.entries(configOf(spec)).every(
    ([name, value]) => String(config[name]).toLowerCase() === String(value).toLowerCase(),
  );
}

function nameTaken(error: unknown, { name, table }: IndexChange): Neo4jError | undefined {
  const { code, message = "" } = error as { readonly code?: string; readonly message?: string };
  if (
    !/Schema\.(?:Index|Constraint)WithNameAlreadyExists/.test(code ?? "") &&
    !/already exists.*called/.test(message)
  ) {
    return undefined;
  }
  return new Neo4jError(
    `Another index or constraint of the graph has the name ${name} of an index of the ${tableText(table)}.`,
    {
      code: "NEO4J_INDEX",
      hint: "Give the index another `name`: Neo4j has one list of names for all labels and types.",
      cause: error,
    },
  );
}
