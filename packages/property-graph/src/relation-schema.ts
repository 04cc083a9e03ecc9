import { type Columns, record, type RecordSchema, t } from "@coco/connectorkit";
import { GraphError } from "./graph-error.ts";
import type { AnyNodeTarget } from "./relation-target.ts";

/** Stands for the ends in a record that is made to be checked; no column of a user's has it, for it begins with a space. */
const ENDS = " ends";

/**
 * The columns of relations as a schema whose key may be empty: the ends are always part of it.
 * @throws RecordError for columns that are none, and for key columns that cannot be such.
 */
export function relationSchema(type: string, properties: Columns, key: readonly string[]): RecordSchema {
  if (typeof properties !== "object" || properties === null || !Array.isArray(key)) {
    throw new GraphError(
      `mountRelations(${type}): \`properties\` are columns by name, and \`key\` is a list of names.`,
      {
        code: "GRAPH_OPTIONS",
        hint: 'properties: { role: t.string() }, key: ["role"]',
      },
    );
  }
  record({ ...properties, [ENDS]: t.string() }, { primaryKey: [ENDS, ...key] as never });
  return { columns: properties, primaryKey: [...key] };
}

/** @throws GraphError (`GRAPH_END`) for ends that are no mounted nodes of the same graph. */
export function checkedEnds(
  type: string,
  database: string,
  side: "from" | "to",
  nodes: readonly AnyNodeTarget[],
): readonly AnyNodeTarget[] {
  const labels = nodes.map((one) => (one as AnyNodeTarget | undefined)?.label);
  const fits = nodes.every((one) => one?.layout !== undefined && one.database === database);
  if (fits && nodes.length > 0 && new Set(labels).size === nodes.length) return nodes;
  throw new GraphError(`mountRelations(${type}): \`${side}\` is not made of mounted nodes of ${database}.`, {
    code: "GRAPH_END",
    hint: "`from` and `to` are what mountNodes gave for the same context key; each label once.",
  });
}
