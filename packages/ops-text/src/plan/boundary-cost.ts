const LEVEL_COST = 512;
const LINE_BREAK_COST = 64;

/** `costs[d]` is the sum of LEVEL_COST / k for k = 1 … d, each quotient rounded down. */
const costs: number[] = [0];

/** What it costs to cut at a boundary of this level while a better (lower) one stays inside the chunk. */
export function syntaxCost(level: number, innerLevel: number): number {
  const depth = level - innerLevel;
  if (depth <= 0) return 0;
  while (costs.length <= depth) costs.push((costs.at(-1) as number) + Math.floor(LEVEL_COST / costs.length));
  return costs[depth] as number;
}

/** What it costs to cut at a weaker line break than one that stays inside the chunk. */
export function lineBreakCost(boundaryBreak: number, innerBreak: number): number {
  return innerBreak > boundaryBreak ? LINE_BREAK_COST * (innerBreak - boundaryBreak) : 0;
}
