import type { DropTable, EnsureTable, GraphTable, TableChange, VerifyTable } from "@coco/property-graph";
import type { Neo4jSession } from "./connection.ts";
import { PLACEHOLDER, quoted } from "./cypher.ts";
import { dropRule, findRules, type FoundRule, hasEntries, markName, markOf } from "./found-schema.ts";
import { foundNotMade, goneOutside, missing } from "./table-errors.ts";
import { type Work, withSession } from "./transaction.ts";

/** How many nodes or relations one transaction removes: it has to fit into the server's memory. */
const AT_ONCE = 5_000;

/** A property that nobody has: an index of it costs nothing, and carries the mark of a type of relations. */
const NO_PROPERTY = "coco owner";

/**
 * Makes, changes, checks or drops a label or a type. Neo4j keeps schema and data in transactions of their own, so each step leaves what the next try
 * goes on from: the mark comes first and goes last.
 */
export async function changeTable(work: Work, change: TableChange): Promise<void> {
  await withSession(work, async (session) => {
    if (change.change === "ensure") await ensureTable(session, work, change);
    else if (change.change === "verify") await verifyTable(session, work, change);
    else await dropTable(session, work, change);
  });
}

async function ensureTable(session: Neo4jSession, { database, signal }: Work, change: EnsureTable): Promise<void> {
  const { anew, dropColumns, knownMarks, mark, mustExist, onExisting, table } = change;
  const rules = await findRules(session, table);
  const owners = rules.filter((rule) => markOf(rule) !== undefined);
  const ours = owners.some((rule) => knownMarks.includes(markOf(rule) ?? ""));
  const exists = ours || rules.length > 0 || (await hasEntries(session, table));
  if (!exists && mustExist && !anew) throw goneOutside(database, table);
  if (exists && !ours && onExisting === "error") throw foundNotMade(database, table, owners.length > 0);
  if (exists && (ours ? anew : onExisting === "replace")) {
    await removeEntries(session, table, signal);
    // Indexes that are still declared are declared anew.
    for (const rule of rules) if (!owners.includes(rule)) await dropRule(session, rule);
    for (const rule of owners) await dropRule(session, rule);
    return writeMark(session, table, mark);
  }
  const fits = (rule: FoundRule): boolean => rule.name === markName(mark) && hasKey(rule, table);
  if (!owners.some(fits)) {
    // Two constraints of the same properties cannot be.
    for (const rule of rules) {
      if (markOf(rule) !== undefined || (table.kind === "nodes" && isOfKey(rule, table))) await dropRule(session, rule);
    }
    await writeMark(session, table, mark);
  }
  for (const column of dropColumns) await removeProperty(session, table, column, signal);
}

async function verifyTable(session: Neo4jSession, { database }: Work, { table }: VerifyTable): Promise<void> {
  if ((await findRules(session, table)).length > 0 || (await hasEntries(session, table))) return;
  throw missing(database, table);
}

async function dropTable(session: Neo4jSession, { signal }: Work, { knownMarks, table }: DropTable): Promise<void> {
  const rules = await findRules(session, table);
  const owners = rules.filter((rule) => knownMarks.includes(markOf(rule) ?? ""));
  // Whatever stands there now may be someone's data.
  if (owners.length === 0) return;
  await removeEntries(session, table, signal);
  for (const rule of rules) if (!owners.includes(rule)) await dropRule(session, rule);
  for (const rule of owners) await dropRule(session, rule);
}

async function writeMark(session: Neo4jSession, { kind, layout, name }: GraphTable, mark: string): Promise<void> {
  const key = layout.primaryKey.map((column) => `n.${quoted(column)}`).join(", ");
  await session.run(
    kind === "nodes"
      ? `CREATE CONSTRAINT ${quoted(markName(mark))} IF NOT EXISTS FOR (n:${quoted(name)}) REQUIRE (${key}) IS UNIQUE`
      : `CREATE INDEX ${quoted(markName(mark))} IF NOT EXISTS FOR ()-[r:${quoted(name)}]-() ON (r.${quoted(NO_PROPERTY)})`,
  );
}

function hasKey(rule: FoundRule, table: GraphTable): boolean {
  return table.kind === "relations" || isOfKey(rule, table);
}

/** Whether a rule stands on just the columns of the key. */
function isOfKey({ index, properties }: FoundRule, { layout }: GraphTable): boolean {
  if (index !== undefined && index !== "RANGE") return false;
  return properties.length === layout.primaryKey.length && properties.every((name) => layout.primaryKey.includes(name));
}

async function removeEntries(session: Neo4jSession, { kind, name }: GraphTable, signal: AbortSignal): Promise<void> {
  await untilNone(
    session,
    kind === "nodes"
      ? `MATCH (n:${quoted(name)}) WITH n LIMIT ${AT_ONCE} DETACH DELETE n RETURN count(*) AS count`
      : `MATCH ()-[r:${quoted(name)}]->() WITH r LIMIT ${AT_ONCE} DELETE r RETURN count(*) AS count`,
    signal,
  );
  await untilNone(
    session,
    `MATCH (n:${PLACEHOLDER}) WHERE NOT (n)--() WITH n LIMIT ${AT_ONCE} DELETE n RETURN count(*) AS count`,
    signal,
  );
}

async function removeProperty(
  session: Neo4jSession,
  { kind, name }: GraphTable,
  column: string,
  signal: AbortSignal,
): Promise<void> {
  const pattern = kind === "nodes" ? `(n:${quoted(name)})` : `()-[n:${quoted(name)}]->()`;
  const property = `n.${quoted(column)}`;
  await untilNone(
    session,
    `MATCH ${pattern} WHERE ${property} IS NOT NULL WITH n LIMIT ${AT_ONCE} REMOVE ${property} RETURN count(*) AS count`,
    signal,
  );
}

/** Repeats a statement that says on how much it worked, until that is less than it may be. */
async function untilNone(session: Neo4jSession, statement: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const count = await session.executeWrite(async (transaction) =>
      Number((await transaction.run(statement)).records[0]?.get("count") ?? 0),
    );
    if (count < AT_ONCE) return;
  }
}
