import type { AnyRecord, ResolvedRecord } from "@coco/connectorkit";
import { quoted } from "../identifiers.ts";

/**
 * Pages by key: each begins behind the last key of the one before, which the key's index finds at once, however far in the
 * table it is.
 */
export interface KeyPages {
  /** The statement for one page; of the first one without a key to begin behind. */
  text(isFirst: boolean): string;
  /** Further columns of each row: its key as it is given for the next page. */
  values(last: unknown): unknown[];
}

export interface PagedSelect {
  /** The select list. */
  readonly select: string;
  /** A table's name, or a query in brackets with an alias. */
  readonly from: string;
  /** A condition in SQL. */
  readonly where?: string | undefined;
  /** Values of the parameters that `from` and `where` have: `$1` and so on. */
  readonly parameters?: readonly unknown[] | undefined;
  readonly rows: number;
}

/** Pages of a select by the key of a record. */
export function keyPages(record: ResolvedRecord, paged: PagedSelect): KeyPages {
  const { from, parameters = [], rows, select, where } = paged;
  const keys = record.primaryKey.map(quoted);
  // The server gives each parameter the type of the column that it is compared with.
  const behind = `(${keys.join(", ")}) > (${keys.map((_key, index) => `$${parameters.length + index + 1}`).join(", ")})`;
  const texts = keys.map((key, index) => `${key}::text AS k${index}`).join(", ");
  return {
    text(isFirst) {
      const conditions = [...(where === undefined ? [] : [`(${where})`]), ...(isFirst ? [] : [behind])];
      const filter = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
      return `SELECT ${select}, ${texts} FROM ${from}${filter} ORDER BY ${keys.join(", ")} LIMIT ${rows}`;
    },
    values(last) {
      const found = (last ?? {}) as Readonly<Record<string, unknown>>;
      return last === undefined ? [...parameters] : [...parameters, ...keys.map((_key, index) => found[`k${index}`])];
    },
  };
}

/** Kinds of keys that Postgres sorts as stable keys are sorted. Texts are sorted by the collation of the column. */
const sortedAlike: ReadonlySet<string> = new Set(["int", "bigint", "boolean", "bytes", "date", "uuid"]);

export function isOrdered({ columns, primaryKey }: AnyRecord): boolean {
  return primaryKey.every((name) => sortedAlike.has(columns[name]?.type.kind ?? ""));
}
