/** Counts how often each thing came up within one component, by whichever generator. */
export class Occurrences {
  #counts: Map<string, number> | undefined;

  /** How often it came up before. */
  next(thing: string): number {
    const counts = (this.#counts ??= new Map());
    const before = counts.get(thing) ?? 0;
    counts.set(thing, before + 1);
    return before;
  }
}
