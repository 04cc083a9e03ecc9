import type { GraphTable } from "@coco/property-graph";
import type { Neo4jRunner } from "./connection.ts";
import { PLACEHOLDER, quoted } from "./cypher.ts";

type Table = Pick<GraphTable, "kind" | "name">;

/** A constraint or index of one label or type alone. */
export interface FoundRule {
  readonly name: string;
  /** Absent for a constraint, which has an index of its own. */
  readonly index?: string;
  readonly properties: readonly string[];
  /** Of an index, by the server's names. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What begins the name of the constraint or index that carries a mark: it goes when the label's or type's schema goes. */
export const MARKED = "coco owner ";

/** The name that carries a mark. */
export function markName(mark: string): string {
  return `${MARKED}${mark}`;
}

/** The mark that a rule's name carries. */
export function markOf({ name }: Pick<FoundRule, "name">): string | undefined {
  return name.startsWith(MARKED) ? name.slice(MARKED.length) : undefined;
}

/** All constraints, and all indexes that belong to none, of one label or type alone. */
export async function findRules(runner: Neo4jRunner, { kind, name }: Table): Promise<FoundRule[]> {
  const parameters = { entity: kind === "nodes" ? "NODE" : "RELATIONSHIP", name };
  const where = "entityType = $entity AND labelsOrTypes = [$name]";
  const constraints = await runner.run(
    `SHOW CONSTRAINTS YIELD name, entityType, labelsOrTypes, properties WHERE ${where} RETURN name, properties`,
    parameters,
  );
  const indexes = await runner.run(
    `SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, options, owningConstraint
       WHERE owningConstraint IS NULL AND ${where} RETURN name, type, properties, options`,
    parameters,
  );
  return [
    ...constraints.records.map((record) => ({
      name: record.get("name") as string,
      properties: (record.get("properties") as string[] | null) ?? [],
      config: {},
    })),
    ...indexes.records.map((record) => ({
      name: record.get("name") as string,
      index: record.get("type") as string,
      properties: (record.get("properties") as string[] | null) ?? [],
      config: (record.get("options") as { indexConfig?: Record<string, unknown> } | null)?.indexConfig ?? {},
    })),
  ];
}

/** Whether there is a node of the label that is one, or a relation of the type. A name that nothing has costs no statement of its own, which would have to be planned. */
export async function hasEntries(runner: Neo4jRunner, { kind, name }: Table): Promise<boolean> {
  const names =
    kind === "nodes" ? "db.labels() YIELD label AS used" : "db.relationshipTypes() YIELD relationshipType AS used";
  const { records } = await runner.run(`CALL ${names} WITH used WHERE used = $name RETURN used`, { name });
  if (records.length === 0) return false;
  const found =
    kind === "nodes"
      ? `MATCH (n:${quoted(name)}) WHERE NOT n:${PLACEHOLDER} RETURN 1 AS one LIMIT 1`
      : `MATCH ()-[r:${quoted(name)}]->() RETURN 1 AS one LIMIT 1`;
  return (await runner.run(found)).records.length > 0;
}

export async function dropRule(runner: Neo4jRunner, { index, name }: FoundRule): Promise<void> {
  await runner.run(`DROP ${index === undefined ? "CONSTRAINT" : "INDEX"} ${quoted(name)} IF EXISTS`);
}
