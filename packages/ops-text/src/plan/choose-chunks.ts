import type { Compatibility } from "../compatibility.ts";
import type { Sizes } from "../options.ts";
import type { Range } from "../text/range.ts";
import type { Ruler } from "../text/ruler.ts";
import type { Atom } from "./atoms.ts";
import { lineBreakCost, syntaxCost } from "./boundary-cost.ts";
import { OverlapChooser } from "./overlap.ts";
import type { Plans } from "./plans.ts";

/** What a chunk below the smallest size costs: more than any choice of boundaries, yet not forbidden. */
const TOO_SMALL_COST = 1 << 20;

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
  const count = atoms.length - 1;
  const plans: Plans = {
    cost: new Float64Array(count + 1),
    firstAtom: new Int32Array(count + 1).fill(-1),
    before: new Int32Array(count + 1),
  };
  const overlaps = new OverlapChooser(atoms, plans, sizes, ruler, compatibility);
  for (let last = 0; last < count; last++) choosePlan(atoms, last, plans, sizes, ruler, overlaps);
  const chunks: Range[] = [];
  for (let plan = count; plan > 0; plan = plans.before[plan] as number) {
    const first = atoms[plans.firstAtom[plan] as number] as Atom;
    const last = atoms[plan - 1] as Atom;
    chunks.push({ start: first.start, end: last.end });
  }
  return chunks.toReversed();
}

/** Finds the cheapest plan whose last chunk ends with the atom `last`, trying longer and longer chunks. */
function choosePlan(
  atoms: readonly Atom[],
  last: number,
  plans: Plans,
  sizes: Sizes,
  ruler: Ruler,
  overlaps: OverlapChooser,
): void {
  const end = atoms[last] as Atom;
  const next = atoms[last + 1] as Atom;
  let innerLevel = Number.POSITIVE_INFINITY; // lowest boundary level inside the chunk
  let innerBreak = 0; // strongest internal break of its atoms but the first
  let best = Number.POSITIVE_INFINITY;
  for (let first = last; first >= 0; first--) {
    const start = atoms[first] as Atom;
    const size = ruler.size(start.start, end.end);
    const tooLarge = size > sizes.chunkSize;
    if (tooLarge && first < last) break;
    let cost =
      syntaxCost(start.boundaryLevel, innerLevel) +
      syntaxCost(next.boundaryLevel, innerLevel) +
      lineBreakCost(start.boundaryBreak, innerBreak) +
      lineBreakCost(next.boundaryBreak, innerBreak) +
      (size < sizes.minChunkSize ? TOO_SMALL_COST : 0);
    const before = tooLarge ? first : overlaps.planBefore(first, last);
    cost += plans.cost[before] as number;
    if (!tooLarge) cost += overlaps.cost(first, before);
    if (cost < best) {
      best = cost;
      plans.cost[last + 1] = cost;
      plans.firstAtom[last + 1] = first;
      plans.before[last + 1] = before;
    }
    if (tooLarge) break;
    innerLevel = Math.min(innerLevel, start.boundaryLevel);
    innerBreak = Math.max(innerBreak, start.internalBreak);
  }
}
