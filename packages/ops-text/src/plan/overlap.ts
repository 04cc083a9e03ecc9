import type { Compatibility } from "../compatibility.ts";
import type { Sizes } from "../options.ts";
import type { AtomTable } from "./atom-table.ts";
import type { Plans } from "./plans.ts";

/** What each chunk costs, so that there are few. */
const CHUNK_COST = 256;
/** What a chunk costs that does not overlap though it should; overlap of the wished size brings it to 0. */
const NO_OVERLAP_COST = 512;

/**
 * Chooses how far the chunk before a chunk reaches into it. By the first atom of a chunk it keeps the best plan that there
 * is before it: one that covers the atoms before, or some of its own too. For a longer chunk the answer differs only by the
 * plans that it adds, so each is tried once.
 */
export class OverlapChooser {
  /** The best plan before a chunk that begins with this atom, and what it and the overlap with it cost. */
  readonly plan: number[] = [];
  readonly cost: number[] = [];
  /** By first atom: whether no further plan can come before it. */
  readonly #isDone: boolean[] = [];
  /** By first atom: the rank of the best plan before it. */
  readonly #ranks: number[] = [];
  /** The first of them of which that is not so. */
  #open = 0;
  readonly #plans: Plans;
  readonly #overlap: number;
  readonly #reference: boolean;
  readonly #table: AtomTable;

  constructor(table: AtomTable, plans: Plans, sizes: Sizes, compatibility: Compatibility | undefined) {
    this.#plans = plans;
    this.#overlap = sizes.overlap;
    this.#reference = compatibility !== undefined;
    this.#table = table;
  }

  /** Brings what is kept up to chunks that end with the atom `last`; the atoms before it had their turns. */
  tryPlans(last: number): void {
    const rank = this.#rank(last);
    for (let first = this.#open; first < last; first++)
      if (this.#isDone[first] === false) this.#tryPlan(first, last, rank);
    while (this.#open < last && this.#isDone[this.#open] === true) this.#open++;
    this.#choose(last, last, rank);
    this.#isDone.push(this.#overlap === 0);
  }

  /** Whether the plan that covers the atoms before `last` is better before a chunk that begins with `first`. */
  #tryPlan(first: number, last: number, rank: number): void {
    if (!this.#fits(first, last)) this.#isDone[first] = true;
    else if (rank <= (this.#ranks[first] as number) && this.#mayPrecede(last, first)) this.#choose(first, last, rank);
  }

  #choose(first: number, plan: number, rank: number): void {
    this.plan[first] = plan;
    this.#ranks[first] = rank;
    this.cost[first] = (this.#plans.cost[plan] as number) + this.#overlapCost(first, plan);
  }

  /** What the overlap between a chunk that begins with `first` and the plan before it costs. */
  #overlapCost(first: number, before: number): number {
    if (this.#overlap === 0) return CHUNK_COST;
    const shares = before > first;
    const shared = shares ? this.#remaining(this.#table.starts[first] as number) - this.#fromPlan(before) : 0;
    const missing = NO_OVERLAP_COST - Math.max(shared, 0);
    // In CocoIndex a chunk with all its overlap is free, and so are many small ones in place of a few.
    return this.#reference ? missing : missing + CHUNK_COST;
  }

  /** Whether what a plan shares with a chunk is small enough. CocoIndex looks one atom too far. */
  #fits(first: number, plan: number): boolean {
    return this.#table.size(first, this.#reference ? plan : plan - 1) <= this.#overlap;
  }

  /** A chunk must begin after the one before it, or the order of chunks would not be that of the text. */
  #mayPrecede(plan: number, first: number): boolean {
    return this.#reference || (this.#plans.firstAtom[plan] as number) < first;
  }

  /** Cost of a plan if all that remains of the text were overlapped at the usual price. */
  #rank(plan: number): number {
    return (this.#plans.cost[plan] as number) + this.#fromPlan(plan);
  }

  /** How much text there is from the end of a plan to the end of the text. In overlap costs. */
  #fromPlan(plan: number): number {
    return this.#remaining(plan === 0 ? 0 : (this.#table.ends[plan - 1] as number));
  }

  #remaining(distance: number): number {
    const whole = this.#table.ends[this.#table.count] as number;
    return Math.floor(((whole - distance) * NO_OVERLAP_COST) / this.#overlap);
  }
}
