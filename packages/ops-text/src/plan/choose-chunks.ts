import type { Compatibility } from "../compatibility.ts";
import type { Sizes } from "../options.ts";
import type { Range } from "../text/range.ts";
import type { Ruler } from "../text/ruler.ts";
import type { Atom } from "./atoms.ts";
import { type AtomTable, tabulate } from "./atom-table.ts";
import { LINE_BREAK_COST } from "./boundary-cost.ts";
import { OverlapChooser } from "./overlap.ts";
import { emptyPlans, type Plans } from "./plans.ts";

/** What a chunk below the smallest size costs: more than any choice of boundaries, yet not forbidden. */
const TOO_SMALL_COST = 1 << 20;

/** Above every level, as a small integer: the loops stay free of fractions. */
const NO_LEVEL = 0x3fff_ffff;

/**
 * Chooses which atoms go together, by dynamic programming over the atoms: `plan[i]` is the cheapest way to put the first
 * `i` atoms into chunks, the last of which ends with atom `i - 1`. The cost prefers chunks that end at important
 * boundaries, that hold nothing more important than their ends, that are not too small, and that overlap as wished.
 * Time: atoms times the number of atoms in a chunk. The method and its constants are those of CocoIndex 1.0.
 */
export function chooseChunks(
  atoms: readonly Atom[],
  sizes: Sizes,
  ruler: Ruler,
  compatibility: Compatibility | undefined,
): Range[] {
  const table = tabulate(atoms, ruler);
  const plans = emptyPlans();
  const overlaps = new OverlapChooser(table, plans, sizes, compatibility);
  for (let last = 0; last < table.count; last++) choosePlan(table, last, plans, sizes, overlaps);
  const chunks: Range[] = [];
  for (let plan = table.count; plan > 0; plan = plans.before[plan] as number) {
    const first = atoms[plans.firstAtom[plan] as number] as Atom;
    const last = atoms[plan - 1] as Atom;
    chunks.push({ start: first.start, end: last.end });
  }
  return chunks.reverse();
}

/** Finds the cheapest plan whose last chunk ends with the atom `last`, trying longer and longer chunks. */
function choosePlan(table: AtomTable, last: number, plans: Plans, sizes: Sizes, overlaps: OverlapChooser): void {
  overlaps.tryPlans(last);
  const { levels, breaks, internalBreaks, levelCosts, starts, isAdditive } = table;
  const { chunkSize, minChunkSize } = sizes;
  const costBefore = overlaps.cost;
  const end = table.ends[last] as number;
  const nextLevel = levels[last + 1] as number;
  const nextBreak = breaks[last + 1] as number;
  let innerLevel = NO_LEVEL; // lowest boundary level inside the chunk
  let innerBreak = 0; // strongest internal break of its atoms but the first
  let endCost = 0; // what it costs to cut after `last` while these stay inside
  let best = Number.POSITIVE_INFINITY;
  let bestFirst = last;
  for (let first = last; first >= 0; first--) {
    const size = isAdditive ? end - (starts[first] as number) : table.size(first, last);
    if (size > chunkSize) break;
    const level = levels[first] as number;
    let cost = (costBefore[first] as number) + endCost;
    if (cost < best) {
      if (size < minChunkSize) cost += TOO_SMALL_COST;
      const startBreak = breaks[first] as number;
      if (level > innerLevel) cost += levelCosts[level - innerLevel] as number;
      if (innerBreak > startBreak) cost += LINE_BREAK_COST * (innerBreak - startBreak);
      if (cost < best) {
        best = cost;
        bestFirst = first;
      }
    }
    const inside = internalBreaks[first] as number;
    if (level < innerLevel || inside > innerBreak) {
      if (level < innerLevel) innerLevel = level;
      if (inside > innerBreak) innerBreak = inside;
      endCost = nextLevel > innerLevel ? (levelCosts[nextLevel - innerLevel] as number) : 0;
      if (innerBreak > nextBreak) endCost += LINE_BREAK_COST * (innerBreak - nextBreak);
    }
  }
  // An atom that is too large stands alone and overlaps nothing.
  const isAlone = best === Number.POSITIVE_INFINITY;
  if (isAlone) best = (plans.cost[last] as number) + (table.size(last, last) < minChunkSize ? TOO_SMALL_COST : 0);
  plans.cost.push(best);
  plans.firstAtom.push(bestFirst);
  plans.before.push(isAlone ? last : (overlaps.plan[bestFirst] as number));
}
