/** The cheapest plans found so far, by the number of atoms that they cover. */
export interface Plans {
  readonly cost: Float64Array;
  /** The first atom of the plan's last chunk; -1 for the empty plan. */
  readonly firstAtom: Int32Array;
  /** The plan that its last chunk was added to. */
  readonly before: Int32Array;
}
