import fc from "fast-check";

const FUNCTIONS = 5;

/** One function of a program: what it is called with goes through the functions that it calls, all of higher numbers. */
interface Shape {
  readonly memo: boolean | "app";
  readonly version: number;
  readonly calls: readonly number[];
  readonly readsContext: boolean;
  readonly declares: boolean;
  readonly fails: boolean;
}

export interface ProgramState {
  readonly shapes: readonly Shape[];
  readonly context: number;
  readonly items: Readonly<Record<string, number>>;
  /** Whether items are components of function 0 itself, or of a plain function that calls 0 and 1 at once. */
  readonly mounted: boolean;
  readonly fullReprocess: boolean;
}

const shape = (index: number): fc.Arbitrary<Shape> =>
  fc.record({
    memo: fc.constantFrom(true, true, "app" as const, false),
    version: fc.integer({ min: 0, max: 1 }),
    calls: fc.subarray(Array.from({ length: FUNCTIONS - index - 1 }, (_, offset) => index + offset + 1)),
    readsContext: fc.constantFrom(false, false, true),
    declares: fc.boolean(),
    fails: fc.constantFrom(false, false, false, false, false, false, false, true),
  });

const state: fc.Arbitrary<ProgramState> = fc.record({
  shapes: fc.tuple(...Array.from({ length: FUNCTIONS }, (_, index) => shape(index))),
  context: fc.integer({ min: 0, max: 1 }),
  items: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 1 })),
  mounted: fc.boolean(),
  fullReprocess: fc.constantFrom(false, false, false, true),
});

/** A history changes little from step to step, so that much can hit. */
export const programHistory: fc.Arbitrary<readonly ProgramState[]> = fc
  .tuple(
    state,
    fc.array(fc.tuple(fc.constantFrom("shape", "context", "items", "mounted", "again"), fc.nat(FUNCTIONS - 1), state), {
      maxLength: 6,
    }),
  )
  .map(([first, edits]) => {
    const states = [first];
    for (const [kind, index, other] of edits) {
      const last = states.at(-1) as ProgramState;
      const shapes = last.shapes.map((each, at) => (at === index ? (other.shapes[at] as Shape) : each));
      const next = {
        shape: { shapes },
        context: { context: other.context },
        items: { items: other.items },
        mounted: { mounted: other.mounted },
        again: {},
      }[kind];
      states.push({ ...last, fullReprocess: other.fullReprocess, ...next });
    }
    return states;
  });
