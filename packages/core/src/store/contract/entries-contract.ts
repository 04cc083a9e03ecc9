import fc from "fast-check";
import { expect, it } from "vitest";
import type { Entry } from "../app-state.ts";
import type { Change } from "../change.ts";
import { type StoreTable, storeTables } from "../store-table.ts";
import { all, bytes, none, pairs, put, remove, text, values } from "./stored-entries.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

/** What is committed is found again. */
export function entriesContract(place: StoreUnderTest): void {
  it("finds in every table what was committed, and after reopening", async () => {
    const { app, open, store } = place;
    await app.commit(storeTables.map((table) => put(table, "key", `of ${table}`)));
    await store.close();
    const again = await (await open()).app("one");
    for (const table of storeTables)
      expect(await values(again, table, "key", "other")).toEqual([`of ${table}`, undefined]);
  });

  it("gives the values in the order of the keys that were asked, also twice the same", async () => {
    const { app } = place;
    await app.commit([put("owner", "a", "1"), put("owner", "b", "2")]);
    expect(await values(app, "owner", "b", "x", "a", "b")).toEqual(["2", undefined, "1", "2"]);
    expect(await app.read("owner", [])).toEqual([]);
  });

  it("answers each of several calls that are made together", async () => {
    const { app } = place;
    await app.commit([put("owner", "a", "1"), put("functionMemo", "a", "2")]);
    const answers = await Promise.all([
      values(app, "owner", "a"),
      values(app, "functionMemo", "a", "b"),
      values(app, "owner", "b"),
    ]);
    expect(answers).toEqual([["1"], ["2", undefined], [undefined]]);
  });

  it("keeps empty keys, empty values and large values", async () => {
    const { app } = place;
    const large = new Uint8Array(300_000).map((_, index) => index * 7);
    await app.commit([
      { kind: "put", table: "component", key: none, value: none },
      { kind: "put", table: "functionMemo", key: none, value: large },
    ]);
    expect(await app.read("component", [none])).toHaveLength(1);
    expect((await app.read("component", [none]))[0]).toHaveLength(0);
    expect(Buffer.compare((await app.read("functionMemo", [none]))[0] as Uint8Array, large)).toBe(0);
  });

  it("counts the entries of each table", async () => {
    const { app } = place;
    for (const table of storeTables) expect(await app.count(table)).toBe(0);
    await app.commit(storeTables.flatMap((table) => [put(table, "a", "1"), put(table, "b", "2")]));
    await app.commit([put("owner", "a", "3"), remove("owner", "b"), remove("component", "a")]);
    const counts = await Promise.all(storeTables.map(async (table) => [table, await app.count(table)]));
    const other = storeTables.map((table) => [table, table === "owner" || table === "component" ? 1 : 2]);
    expect(counts).toEqual(other);
  });

  it("gives pages in byte order, within the prefix, after the last key", async () => {
    const { app } = place;
    const keys = ["b", "a/2", "a/10", "a", "a/1/x", "a0", "", "a/\u{1f600}"];
    await app.commit(keys.map((key) => put("component", key, key)));
    const ordered = keys
      .map(bytes)
      .sort((one, other) => Buffer.compare(one, other))
      .map(text);
    expect((await all(app, "component", none, 3)).map(({ key }) => text(key))).toEqual(ordered);
    const first = await app.page("component", { prefix: bytes("a/"), limit: 2 });
    expect(pairs(first)).toEqual([
      ["a/1/x", "a/1/x"],
      ["a/10", "a/10"],
    ]);
    const second = await app.page("component", { prefix: bytes("a/"), after: bytes("a/10"), limit: 2 });
    expect(second.map(({ key }) => text(key))).toEqual(["a/2", text(bytes("a/\u{1f600}"))]);
    expect(await app.page("component", { prefix: bytes("a/"), after: bytes("b"), limit: 2 })).toEqual([]);
    expect(await app.page("component", { prefix: bytes("a/"), after: bytes("a"), limit: 9 })).toHaveLength(4);
    await expect(app.page("component", { prefix: none, limit: 0 })).rejects.toThrow(RangeError);
  });

  it("gives the pages of a prefix that ends in 0xff", async () => {
    const { app } = place;
    const key = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers);
    const keys = [key(1, 0xff), key(1, 0xff, 0xff), key(2), key(0xff), key(0xff, 0xff, 3)];
    await app.commit(keys.map((one) => ({ kind: "put", table: "component", key: one, value: none })));
    const under = async (prefix: Uint8Array): Promise<number> => (await all(app, "component", prefix)).length;
    expect([
      await under(key(1, 0xff)),
      await under(key(0xff)),
      await under(key(0xff, 0xff)),
      await under(none),
    ]).toEqual([2, 2, 1, 5]);
  });

  it("holds what a plain map would hold, after any commits", async () => {
    const { app } = place;
    const key = fc.uint8Array({ maxLength: 3 });
    const table = fc.constantFrom<StoreTable>("component", "functionMemo", "appMemo");
    const change: fc.Arbitrary<Change> = fc.oneof(
      fc.record({ kind: fc.constant("put" as const), table, key, value: fc.uint8Array({ maxLength: 20 }) }),
      fc.record({ kind: fc.constant("delete" as const), table, key }),
    );
    const commits = fc.array(fc.array(change, { maxLength: 20 }), { maxLength: 5 });
    const run = fc.asyncProperty(commits, key, fc.integer({ min: 1, max: 4 }), async (batches, prefix, limit) => {
      await app.clear();
      const model = new Map<string, Uint8Array>();
      for (const batch of batches) {
        await app.commit(batch);
        for (const one of batch) {
          if (one.kind === "put") model.set(`${one.table} ${Buffer.from(one.key).toString("hex")}`, one.value);
          if (one.kind === "delete") model.delete(`${one.table} ${Buffer.from(one.key).toString("hex")}`);
        }
      }
      for (const one of ["component", "functionMemo", "appMemo"] as const) {
        const under = `${one} ${Buffer.from(prefix).toString("hex")}`;
        const expected = [...model].filter(([name]) => name.startsWith(under)).sort(([a], [b]) => (a < b ? -1 : 1));
        const found = await all(app, one, prefix, limit);
        const hex = ({ key: bytesOfKey, value }: Entry): string[] => [
          `${one} ${Buffer.from(bytesOfKey).toString("hex")}`,
          Buffer.from(value).toString("hex"),
        ];
        expect(found.map(hex)).toEqual(expected.map(([name, value]) => [name, Buffer.from(value).toString("hex")]));
        expect(
          await app.read(
            one,
            found.map((entry) => entry.key),
          ),
        ).toEqual(found.map((entry) => entry.value));
      }
    });
    await fc.assert(run, { numRuns: 50 });
  });

  it("leaves the bytes that it is given unchanged, of whatever class they are", async () => {
    const { app } = place;
    const key = Buffer.from("a/b");
    const prefix = Buffer.from("a/");
    await app.commit([{ kind: "put", table: "component", key, value: prefix }]);
    for (let time = 0; time < 2; time += 1) expect(await app.page("component", { prefix, limit: 9 })).toHaveLength(1);
    expect(await app.read("component", [key])).toHaveLength(1);
    expect([key.toString(), prefix.toString()]).toEqual(["a/b", "a/"]);
  });
}
