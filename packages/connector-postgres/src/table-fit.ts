import { quoted } from "./identifiers.ts";
import type { PoolConnection } from "./pool.ts";
import type { StoredColumn, TableLayout } from "./stored-column.ts";

/** How a table differs from a layout. */
export interface TableFit {
  readonly missing: readonly StoredColumn[];
  /** Columns of another type, with the type that they have. */
  readonly otherType: readonly { readonly column: StoredColumn; readonly found: string }[];
  /** Columns that the server computes, so that none may be written. */
  readonly generated: readonly string[];
  /** Wanted to take nulls, and does not. */
  readonly notNullable: readonly StoredColumn[];
  /** Wanted to take no nulls, and does. */
  readonly nullable: readonly StoredColumn[];
  /** Other columns that need a value and have no default. */
  readonly unfilled: readonly string[];
  /** All columns that are there. */
  readonly present: ReadonlySet<string>;
  /** Whether a unique index on just the key's columns is there, without which rows cannot be found again. */
  readonly hasKey: boolean;
}

interface FoundColumn {
  readonly name: string;
  readonly type: string;
  readonly same: boolean | null;
  readonly notnull: boolean;
  readonly filled: boolean;
  readonly generated: boolean;
}

const SAMPLE = "pg_temp.coco_wanted_columns";

/**
 * Compares a table with a layout, inside a transaction. What a type is called is left to the server: a temporary table is made with the
 * wanted types, and the numbers of both are compared, so `int4` and `integer` are one, and a type that does not exist is an error here.
 */
export async function compareTable(connection: PoolConnection, oid: number, layout: TableLayout): Promise<TableFit> {
  const wanted = layout.columns.map(({ name, type }) => `${quoted(name)} ${type}`);
  await connection.query(`CREATE TEMPORARY TABLE coco_wanted_columns (${wanted.join(", ")}) ON COMMIT DROP`);
  const found = (
    await connection.query(
      `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS notnull,
              w.atttypid = a.atttypid AND w.atttypmod = a.atttypmod AS same,
              a.atthasdef OR a.attidentity <> '' AS filled, a.attgenerated <> '' OR a.attidentity = 'a' AS generated
         FROM pg_catalog.pg_attribute a
         LEFT JOIN pg_catalog.pg_attribute w
           ON w.attrelid = '${SAMPLE}'::regclass AND w.attname = a.attname AND w.attnum > 0
        WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped`,
      [oid],
    )
  ).rows as FoundColumn[];
  await connection.query(`DROP TABLE ${SAMPLE}`);
  const columns = new Map(found.map((column) => [column.name, column]));
  const names = new Set(layout.columns.map(({ name }) => name));
  const there = layout.columns.flatMap((column) => {
    const actual = columns.get(column.name);
    return actual === undefined ? [] : [{ column, actual }];
  });
  return {
    missing: layout.columns.filter(({ name }) => !columns.has(name)),
    otherType: there
      .filter(({ actual }) => actual.same !== true)
      .map(({ column, actual }) => ({ column, found: actual.type })),
    generated: there.filter(({ actual }) => actual.generated).map(({ column }) => column.name),
    notNullable: there.filter(({ column, actual }) => column.nullable && actual.notnull).map(({ column }) => column),
    nullable: there.filter(({ column, actual }) => !column.nullable && !actual.notnull).map(({ column }) => column),
    unfilled: found
      .filter(({ filled, generated, name, notnull }) => notnull && !filled && !generated && !names.has(name))
      .map(({ name }) => name),
    present: new Set(columns.keys()),
    hasKey: await hasUniqueKey(connection, oid, layout.primaryKey),
  };
}

async function hasUniqueKey(connection: PoolConnection, oid: number, primaryKey: readonly string[]): Promise<boolean> {
  const { rows } = await connection.query(
    `SELECT 1 FROM pg_catalog.pg_index i
      WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indimmediate
        AND i.indpred IS NULL AND i.indexprs IS NULL
        AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text)
               FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
              WHERE k.place <= i.indnkeyatts)
            = (SELECT array_agg(name ORDER BY name) FROM unnest($2::text[]) AS wanted(name))`,
    [oid, primaryKey],
  );
  return rows.length > 0;
}
