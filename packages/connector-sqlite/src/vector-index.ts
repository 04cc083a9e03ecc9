import { quoteName } from "./identifiers.ts";
import { type IndexObjects, type TriggerEvent, triggerName } from "./index-triggers.ts";
import type { IndexSpec, PartitionKey } from "./index-spec.ts";
import { SqliteError } from "./sqlite-error.ts";
import type { VectorMetric } from "./table-layout.ts";

export interface VectorIndexOptions<ColumnName extends string = string, PartitionName extends string = string> {
  /** A vector column. */
  readonly column: ColumnName;
  /** A name among the table's vector indexes. Default: the column. */
  readonly name?: string;
  /** Default `"cosine"`. */
  readonly metric?: VectorMetric;
  /** Columns of text or integers, not nullable, by whose values a search can be narrowed before it begins; 4 at most. */
  readonly partitionKeys?: readonly PartitionName[];
}

export const vectorMetrics: readonly VectorMetric[] = ["cosine", "l1", "l2"];
const known: ReadonlySet<string> = new Set(["column", "name", "metric", "partitionKeys"]);
const MOST_PARTITION_KEYS = 4;

export function vectorIndexSpec(
  options: VectorIndexOptions,
  dims: number,
  partitionKeys: readonly PartitionKey[],
  table: string,
): IndexSpec {
  const { column, metric = "cosine" } = options;
  const unknown = Object.keys(options).find((name) => !known.has(name));
  const problem =
    unknown !== undefined
      ? `does not know the option ${unknown}`
      : !vectorMetrics.includes(metric)
        ? `does not know the metric ${JSON.stringify(metric)}`
        : partitionKeys.length > MOST_PARTITION_KEYS
          ? `has more than ${MOST_PARTITION_KEYS} partition keys`
          : undefined;
  if (problem !== undefined) {
    throw new SqliteError(`Table ${table}: the vector index ${problem}.`, {
      code: "SQLITE_INDEX_OPTIONS",
      hint: `Options: column, name, metric (${vectorMetrics.join(", ")}), partitionKeys.`,
    });
  }
  return { kind: "vector_index", column, dims, metric, partitionKeys };
}

/**
 * A table of the module vec0 with the vectors by row number, kept by triggers. sqlite-vec reads column names itself and
 * knows no quotes, so they are numbered there.
 */
export function vectorObjects(
  table: string,
  index: string,
  { column, dims, metric, partitionKeys }: Extract<IndexSpec, { kind: "vector_index" }>,
): IndexObjects {
  const vec = quoteName(index);
  const own = quoteName(table);
  const names = ["rowid", "embedding", ...partitionKeys.map((_, place) => partitionName(place))].join(", ");
  const used = [column, ...partitionKeys.map(({ name }) => name)].map(quoteName);
  const valuesOf = (row: string): string => ["rowid", ...used].map((name) => `${row}${name}`).join(", ");
  const add = `INSERT INTO ${vec} (${names}) SELECT ${valuesOf("new.")} WHERE new.${quoteName(column)} IS NOT NULL;`;
  const remove = `DELETE FROM ${vec} WHERE rowid = old.rowid;`;
  const trigger = (event: TriggerEvent, work: string) => {
    const when = event === "update" ? `UPDATE OF ${used.join(", ")}` : event.toUpperCase();
    const name = triggerName(index, event);
    return { name, sql: `CREATE TRIGGER ${quoteName(name)} AFTER ${when} ON ${own} BEGIN ${work} END` };
  };
  const parts = [
    `embedding float[${dims}] distance_metric=${metric}`,
    ...partitionKeys.map(({ type }, place) => `${partitionName(place)} ${type} partition key`),
  ];
  return {
    objects: [
      { name: index, sql: `CREATE VIRTUAL TABLE ${vec} USING vec0(${parts.join(", ")})` },
      trigger("insert", add),
      trigger("update", `${remove} ${add}`),
      trigger("delete", remove),
    ],
    fill: `INSERT INTO ${vec} (${names}) SELECT ${valuesOf("")} FROM ${own} WHERE ${quoteName(column)} IS NOT NULL`,
  };
}

/** The name of a partition key in the index. */
export function partitionName(place: number): string {
  return `part${place}`;
}
