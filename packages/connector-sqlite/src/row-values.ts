/** A row by column name; a column left out is null. */
export type RowValues = Readonly<Record<string, unknown>>;

/** About how many bytes a row takes: batches are cut by it, so a guess within a factor of two will do. */
export function rowBytes(row: RowValues): number {
  let bytes = 0;
  for (const value of Object.values(row)) {
    if (typeof value === "string") bytes += value.length;
    else if (ArrayBuffer.isView(value)) bytes += value.byteLength;
    else bytes += 8;
  }
  return bytes;
}
