import type { Compatibility } from "../compatibility.ts";
import type { Sizes } from "../options.ts";
import type { Ruler } from "../text/ruler.ts";
import type { Atom } from "./atoms.ts";
import type { Plans } from "./plans.ts";

/** What each chunk costs, so that there are few. */
const CHUNK_COST = 256;
/** What a chunk costs that does not overlap though it should; overlap of the wished size brings it to 0. */
const NO_OVERLAP_COST = 512;

/** Chooses how far the chunk before a chunk reaches into it. */
export class OverlapChooser {
  readonly #atoms: readonly Atom[];
  readonly #plans: Plans;
  readonly #overlap: number;
  readonly #ruler: Ruler;
  readonly #reference: boolean;
  /** By atom, how much text there is from its start to the end of the text; by plan, from its end. In overlap costs. */
  readonly #fromStart: Float64Array;
  readonly #fromPlan: Float64Array;
  /** By first atom of a chunk: the best plan before it so far, and the next plan to try; 0 means not begun. */
  readonly #best: Int32Array;
  readonly #next: Int32Array;

  constructor(
    atoms: readonly Atom[],
    plans: Plans,
    sizes: Sizes,
    ruler: Ruler,
    compatibility: Compatibility | undefined,
  ) {
    this.#atoms = atoms;
    this.#plans = plans;
    this.#overlap = sizes.overlap;
    this.#ruler = ruler;
    this.#reference = compatibility !== undefined;
    const entries = sizes.overlap > 0 ? atoms.length : 0;
    this.#best = new Int32Array(entries);
    this.#next = new Int32Array(entries);
    this.#fromStart = new Float64Array(entries);
    this.#fromPlan = new Float64Array(entries);
    if (entries === 0) return;
    const whole = ruler.distance((atoms.at(-1) as Atom).end);
    const remaining = (offset: number) =>
      Math.floor(((whole - ruler.distance(offset)) * NO_OVERLAP_COST) / sizes.overlap);
    atoms.forEach(({ start }, index) => {
      this.#fromStart[index] = remaining(start);
      this.#fromPlan[index] = remaining(index === 0 ? 0 : (atoms[index - 1] as Atom).end);
    });
  }

  /** The best plan before a chunk of the atoms `first` to `last`: it covers the atoms before, or some of its own too. */
  planBefore(first: number, last: number): number {
    if (this.#overlap === 0) return first;
    let next = this.#next[first] as number;
    if (next === 0) {
      this.#best[first] = first;
      next = first + 1;
    }
    // The answer for a longer chunk differs only by the plans that it adds, so each is tried once.
    for (; next <= last; next++) {
      if (!this.#fits(first, next)) {
        next = this.#atoms.length;
        break;
      }
      if (this.#mayPrecede(next, first) && this.#rank(next) <= this.#rank(this.#best[first] as number)) {
        this.#best[first] = next;
      }
    }
    this.#next[first] = next;
    return this.#best[first] as number;
  }

  /** What the overlap between a chunk that begins with `first` and the plan before it costs. */
  cost(first: number, before: number): number {
    if (this.#overlap === 0) return CHUNK_COST;
    const shared = (this.#fromStart[first] as number) - (this.#fromPlan[before] as number);
    const missing = NO_OVERLAP_COST - Math.max(shared, 0);
    // In CocoIndex a chunk with all its overlap is free, and so are many small ones in place of a few.
    return this.#reference ? missing : missing + CHUNK_COST;
  }

  /** Whether what a plan shares with a chunk is small enough. CocoIndex looks one atom too far. */
  #fits(first: number, plan: number): boolean {
    const { start } = this.#atoms[first] as Atom;
    const { end } = this.#atoms[this.#reference ? plan : plan - 1] as Atom;
    return this.#ruler.size(start, end) <= this.#overlap;
  }

  /** A chunk must begin after the one before it, or the order of chunks would not be that of the text. */
  #mayPrecede(plan: number, first: number): boolean {
    return this.#reference || (this.#plans.firstAtom[plan] as number) < first;
  }

  /** Cost of a plan if all that remains of the text were overlapped at the usual price. */
  #rank(plan: number): number {
    return (this.#plans.cost[plan] as number) + (this.#fromPlan[plan] as number);
  }
}
