import { describe, expect } from "vitest";
import { mount, subpath } from "../../index.ts";
import { NestedTarget } from "../../testing/nested-target.ts";
import { wrap } from "../../testing/wrap.ts";
import { created, mountOf, ran, REBUILT, unchanged, updated } from "./lines.ts";
import { it } from "./rule-test.ts";

const NAMES = ["x", "y", "z"] as const;
const ROOT = "test.nested.generations";
const target = new NestedTarget(ROOT);

/** The containers, outermost first: "test…/x", "test…/x/y", "test…/x/y/z". */
const containers = NAMES.map((_, index) => [ROOT, ...NAMES.slice(0, index + 1)].join("/"));
const leaf = `${containers.at(-1)}/k`;

const kinds = {
  "a memoized component": { memo: true },
  "a component that runs every time": {},
};
const changes = {
  "gains a column": { before: "v1.a", after: "v1.ab", loss: "none" },
  "loses a column": { before: "v1.ab", after: "v1.a", loss: "lossy" },
  "is of another kind": { before: "v1.a", after: "v2.a", loss: "destructive" },
} as const;

/** Three containers one in the other, by their schemas, and a component that declares a leaf in the innermost one. */
function main(schemas: readonly string[], memo: object): () => Promise<void> {
  return async () => {
    let container = await target.mount(NAMES[0], schemas[0] ?? "");
    for (const index of [1, 2] as const) container = await target.mount(NAMES[index], schemas[index] ?? "", container);
    const declare = wrap("t06/leaf", memo, async (into: typeof container) => target.declare("k", "1", into));
    await mount(subpath("doc"), declare, container);
  };
}

const cases = Object.entries(kinds).flatMap(([who, memo]) =>
  Object.entries(changes).flatMap(([what, change]) =>
    NAMES.map((name, level) => ({ who, memo, what, change, name, level })),
  ),
);

describe("T6 Generations: what one container's change means for all beneath it", () => {
  it.for(cases)("the container $name $what; beneath it $who", async ({ memo, change, level }, { logOf }) => {
    const schemas = (schema: string): string[] => NAMES.map((_, index) => (index === level ? schema : "v1.a"));
    await logOf(main(schemas(change.before), memo));
    target.takeAsked();

    const isMemoized = "memo" in memo;
    const lost = change.loss !== "none";
    const written = change.loss === "destructive" ? created : updated;
    const expected = containers.flatMap((container, index) => [
      ran(mountOf(container)),
      ...(index === level ? [updated(container, mountOf(container))] : []),
      ...(index > level && lost ? [written(container, mountOf(container), REBUILT)] : []),
    ]);
    const ofLeaf = [
      isMemoized && !lost ? unchanged("doc") : ran("doc", ...(isMemoized ? [REBUILT] : [])),
      ...(lost ? [written(leaf, "doc", REBUILT)] : []),
    ];
    expect(await logOf(main(schemas(change.after), memo))).toEqual([ran("/"), ...expected, ...ofLeaf]);

    // What the handlers were told: nothing where all was lost, and that it may be missing where some was.
    const told = { none: "", lossy: ", may be missing", destructive: undefined }[change.loss];
    const seen = (state: string): string => (told === undefined ? "nothing" : `${state}${told}`);
    const asked = NAMES.map((_, index) => {
      const path = NAMES.slice(0, index + 1).join("/");
      return `${path}: ${index === level ? change.before : index > level ? seen("v1.a") : "v1.a"}`;
    });
    const askedOfLeaf = isMemoized && !lost ? [] : [`x/y/z/k: ${seen("1")}`];
    expect(target.takeAsked()).toEqual([...asked, ...askedOfLeaf]);

    expect(await logOf(main(schemas(change.after), memo))).toEqual([
      ran("/"),
      ...containers.map((container) => ran(mountOf(container))),
      isMemoized ? unchanged("doc") : ran("doc"),
    ]);
  });
});
