/** Counts how often each thing came up within one component, by whichever generator. */
export class Occurrences {
  readonly #counts = new Map<string, number>();

  /** How often it came up before. */
  next(thing: string): number {
    const before = this.#counts.get(thing) ?? 0;
    this.#counts.set(thing, before + 1);
    return before;
  }
}
