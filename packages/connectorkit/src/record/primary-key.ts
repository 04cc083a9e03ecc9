import { RecordError } from "../errors/record-error.ts";
import { formatKey } from "../key/format-key.ts";
import type { StableKey } from "../key/stable-key.ts";
import type { AnyRecord, Row } from "./record.ts";

/** The key of a checked row: the value of its key column, or a tuple where the primary key has several. */
export function primaryKeyOf<R extends AnyRecord>(schema: R, row: Row<R>): StableKey {
  const { primaryKey } = schema;
  const values = row as Readonly<Record<string, StableKey>>;
  if (primaryKey.length === 1) return values[primaryKey[0] as string] as StableKey;
  return primaryKey.map((name) => values[name] as StableKey);
}

/**
 * The key columns and their values, of a key that {@link primaryKeyOf} gave, also after it was stored: for deletions.
 * @throws RecordError (`RECORD_PRIMARY_KEY`) when the key is not one of this schema.
 */
export function primaryKeyColumns(schema: AnyRecord, key: StableKey): Readonly<Record<string, StableKey>> {
  const { primaryKey } = schema;
  const values = primaryKey.length === 1 ? [key] : key;
  if (!Array.isArray(values) || values.length !== primaryKey.length) {
    throw new RecordError(`${formatKey(key)} is not a key of the columns ${primaryKey.join(", ")}`, {
      code: "RECORD_PRIMARY_KEY",
    });
  }
  return Object.fromEntries(
    primaryKey.map((name, index) => {
      const value = values[index] as StableKey;
      // A stored key gives small integers back as numbers.
      return [name, schema.columns[name]?.type.kind === "bigint" ? BigInt(value as number) : value];
    }),
  );
}
