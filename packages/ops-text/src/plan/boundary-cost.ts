const LEVEL_COST = 512;

/** What each step costs by which a line break is weaker than one that stays inside the chunk. */
export const LINE_BREAK_COST = 64;

/** `costs[d]` is the sum of LEVEL_COST / k for k = 1 … d, each quotient rounded down. */
const costs: number[] = [0];

/**
 * What it costs to cut at a boundary while a better (lower) one stays inside the chunk: by how much lower it is.
 *
 * @param most - the largest difference of levels that will be asked for.
 */
export function levelCosts(most: number): readonly number[] {
  while (costs.length <= most) costs.push((costs.at(-1) as number) + Math.floor(LEVEL_COST / costs.length));
  return costs;
}
