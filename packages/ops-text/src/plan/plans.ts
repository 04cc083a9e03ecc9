/**
 * The cheapest plans found so far, by the number of atoms that they cover. Plain arrays that grow: for the short texts that
 * most are, they cost less than typed ones.
 */
export interface Plans {
  readonly cost: number[];
  /** The first atom of the plan's last chunk; -1 for the empty plan. */
  readonly firstAtom: number[];
  /** The plan that its last chunk was added to. */
  readonly before: number[];
}

/** The empty plan alone. */
export function emptyPlans(): Plans {
  return { cost: [0], firstAtom: [-1], before: [0] };
}
