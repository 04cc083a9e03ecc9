/** The middle value; the mean of the two middle ones of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return sorted.length === 0 ? Number.NaN : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** How far the values lie apart, as a share of their median: 0.1 means ten per cent between the least and the greatest. */
export function spread(values: readonly number[]): number {
  return values.length < 2 ? 0 : (Math.max(...values) - Math.min(...values)) / median(values);
}

/**
 * The median of the ratios of values that were measured in the same repeat: what slows a machine down for a while slows
 * both down. Where the numbers of repeats differ, it is the ratio of the medians.
 */
export function pairedRatio(values: readonly number[], base: readonly number[]): number {
  if (values.length !== base.length) return median(values) / median(base);
  return median(values.map((value, at) => value / (base[at] as number)));
}

/** What one more of `x` costs, between the least and the greatest of the points; what does not grow cancels out. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const sorted = points.toSorted((a, b) => a.x - b.x);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === undefined || last === undefined ? Number.NaN : (last.y - first.y) / (last.x - first.x);
}
