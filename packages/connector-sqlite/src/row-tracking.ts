import { fingerprint } from "@coco/connectorkit";
import type { RowValues } from "./row-values.ts";
import type { TableLayout } from "./table-layout.ts";

/**
 * What is remembered of a row: the fingerprint of its values; in a table with unique columns besides the key also those of
 * each such set, in the table's order, `null` where one of the values is null and nothing has to be unique.
 */
export type RowTracking = Uint8Array | { readonly row: Uint8Array; readonly unique: readonly (Uint8Array | null)[] };

export function trackRow(layout: TableLayout, row: RowValues): RowTracking {
  // Nulls do not count: a new column that takes nulls leaves the rows as they are until one has a value in it.
  const filled = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  const whole = fingerprint(Object.fromEntries(filled));
  if (layout.unique.length === 0) return whole;
  const unique = layout.unique.map((columns) => {
    const values = columns.map((name) => row[name]);
    return values.some((value) => value === null || value === undefined) ? null : fingerprint(values);
  });
  return { row: whole, unique };
}

export function rowFingerprint(tracking: RowTracking): Uint8Array {
  return tracking instanceof Uint8Array ? tracking : tracking.row;
}

/** Empty if it was tracked before the table had unique columns. */
export function uniqueFingerprints(layout: TableLayout, tracking: RowTracking): readonly (Uint8Array | null)[] {
  if (tracking instanceof Uint8Array) return [];
  return tracking.unique.length === layout.unique.length ? tracking.unique : [];
}
