import { displayWidth } from "./display-width.ts";

/** Lays rows out in columns: the first `leftColumns` to the left, the others, numbers, to the right. */
export function tableLines(rows: readonly (readonly string[])[], leftColumns = 1): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const space = " ".repeat((widths[index] ?? 0) - displayWidth(cell));
        return index < leftColumns ? cell + space : space + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}
