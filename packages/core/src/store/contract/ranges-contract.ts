import fc from "fast-check";
import { expect, it } from "vitest";
import { all, pairs, put, remove, values } from "./stored-entries.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

const range = (after: string, last: string): ReturnType<typeof put> => put("rangeDigest", after, `${last}\0…`);
const key = fc.constantFrom(..."abcdefghij");

/** What becomes of the digests of ranges when components and other ranges are written, and what a revision is for. */
export function rangesContract(place: StoreUnderTest): void {
  it("deletes the digest of a range with each commit that puts or deletes one of its components, and no other", async () => {
    const { app } = place;
    const ranges = async (): Promise<unknown> => pairs(await all(app, "rangeDigest")).map(([after]) => after);
    await app.commit([range("a", "c"), range("c", "e"), range("g", "i")]);
    await app.commit([put("component", "a", "1"), put("component", "f", "1"), put("component", "g", "1")]);
    await app.commit([put("component", "j", "1"), put("functionMemo", "b", "1"), remove("owner", "d")]);
    expect(await ranges()).toEqual(["a", "c", "g"]);
    await app.commit([put("component", "c", "1")]);
    expect(await ranges()).toEqual(["c", "g"]);
    await app.commit([remove("component", "h")]);
    expect(await ranges()).toEqual(["c"]);
    await app.commit([put("component", "cc", "1"), put("component", "z", "1")]);
    expect(await ranges()).toEqual([]);
  });

  it("keeps no two digests of ranges that share a component: what a plain list of them would hold", async () => {
    const { app } = place;
    const step = fc.oneof(
      fc.record({ what: fc.constant("range" as const), one: key, other: key }),
      fc.record({ what: fc.constantFrom("put" as const, "delete" as const), one: key, other: key }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        await app.clear();
        let model: (readonly [after: string, last: string])[] = [];
        for (const { one, other, what } of steps) {
          const [after, last] = one < other ? [one, other] : [other, one];
          if (what === "range") {
            if (after === last) continue;
            await app.commit([range(after, last)]);
            model = [...model.filter(([from, to]) => to <= after || from >= last), [after, last]];
          } else {
            await app.commit([what === "put" ? put("component", one, "1") : remove("component", one)]);
            model = model.filter(([from, to]) => !(from < one && one <= to));
          }
        }
        const stored = pairs(await all(app, "rangeDigest")).map(([from, value]) => [from, value?.split("\0")[0]]);
        expect(stored).toEqual(model.sort(([a], [b]) => (a < b ? -1 : 1)));
      }),
      { numRuns: 60 },
    );
  });

  it("leaves the ranges of another app alone", async () => {
    const { app, store } = place;
    const other = await store.app("two");
    await app.commit([range("a", "c")]);
    await other.commit([range("a", "c"), put("component", "x", "1")]);
    await other.commit([put("component", "b", "1")]);
    expect(pairs(await all(app, "rangeDigest"))).toHaveLength(1);
    expect(pairs(await all(other, "rangeDigest"))).toEqual([]);
  });

  it("has another revision after each commit that puts or deletes components, and commits nothing at an earlier one", async () => {
    const { app, store } = place;
    const before = app.revision;
    await app.commit([put("setting", "k", "1"), put("functionMemo", "k", "1")], "later", before);
    expect(await values(app, "setting", "k")).toEqual(["1"]);
    expect(app.revision).toBe(before);
    await app.commit([put("component", "k", "1")], "at once", before);
    expect(app.revision).toBeGreaterThan(before);
    await app.commit([put("setting", "k", "2"), put("component", "k", "2")], "later", before);
    expect([await values(app, "setting", "k"), await values(app, "component", "k")]).toEqual([["1"], ["1"]]);
    const between = app.revision;
    await (await store.app("two")).commit([remove("component", "k")]);
    await (await store.app("one")).commit([remove("component", "never there")]);
    expect(app.revision).toBeGreaterThan(between);
  });
}
