/** Adds up counters of one name, field by field. */
export function addCounts<C extends object>(
  parts: readonly Readonly<Record<string, Readonly<C>>>[],
): Record<string, C> {
  const sums: Record<string, Record<string, number>> = {};
  for (const part of parts) {
    for (const [name, counts] of Object.entries(part)) {
      const sum = (sums[name] ??= {});
      for (const [field, value] of Object.entries(counts) as [string, number][]) sum[field] = (sum[field] ?? 0) + value;
    }
  }
  return sums as Record<string, C>;
}
