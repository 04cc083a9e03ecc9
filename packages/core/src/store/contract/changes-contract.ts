import { expect, it } from "vitest";
import type { Change } from "../change.ts";
import { storeTables } from "../store-table.ts";
import { all, bytes, pairs, put, remove, use, values } from "./stored-entries.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

/** What the changes of a commit do. */
export function changesContract(place: StoreUnderTest): void {
  it("lets the last change of a key win", async () => {
    const { app } = place;
    await app.commit([
      put("owner", "a", "1"),
      put("owner", "a", "2"),
      put("owner", "b", "1"),
      remove("owner", "b"),
      remove("owner", "c"),
      put("owner", "c", "3"),
    ]);
    expect(pairs(await all(app, "owner"))).toEqual([
      ["a", "2"],
      ["c", "3"],
    ]);
    await app.commit([put("owner", "a", "4"), remove("owner", "c"), remove("owner", "never there")]);
    expect(pairs(await all(app, "owner"))).toEqual([["a", "4"]]);
    await app.commit([]);
  });

  it("shows at once what is to be durable later, here and to others, and keeps it", async () => {
    const { app, open } = place;
    await app.commit([put("owner", "a", "1"), put("component", "k", "1")], "later");
    await app.commit([put("component", "k", "2")], "later");
    expect(await values(app, "component", "k")).toEqual(["2"]);
    const other = await (await open({ readOnly: true })).app("one");
    expect(await values(other, "component", "k")).toEqual(["2"]);
    await app.persist();
    await app.persist();
    await app.commit([put("component", "k", "3")]);
    expect(await values(other, "component", "k")).toEqual(["3"]);
    expect(await values(other, "owner", "a")).toEqual(["1"]);
  });

  it("applies all changes of a commit or none", async () => {
    const { app } = place;
    const broken = { kind: "put", table: "setting", key: bytes("k"), value: "no bytes" } as unknown as Change;
    await expect(app.commit([put("component", "k", "1"), broken])).rejects.toThrow();
    for (const table of storeTables) expect(await all(app, table)).toEqual([]);
    await app.commit([put("component", "k", "2")]);
    expect(await values(app, "component", "k")).toEqual(["2"]);
  });

  it("deletes the app memos that nobody uses any more, and no other", async () => {
    const { app } = place;
    await app.commit([
      use("used", 1),
      put("appMemo", "used", "1"),
      put("appMemo", "unused", "2"),
      put("appMemo", "twice", "3"),
      use("twice", 2),
      use("absent", 1),
    ]);
    expect(await app.deleteUnusedAppMemos()).toBe(1);
    expect(await values(app, "appMemo", "used", "unused", "twice", "absent")).toEqual(["1", undefined, "3", undefined]);
    // A new value keeps the count, a deletion forgets it.
    await app.commit([put("appMemo", "used", "4"), use("twice", -1), use("twice", 1), use("twice", -1)]);
    expect(await app.deleteUnusedAppMemos()).toBe(0);
    await app.commit([use("twice", -1), remove("appMemo", "used")]);
    await app.commit([put("appMemo", "used", "5")]);
    expect(await app.deleteUnusedAppMemos()).toBe(2);
    expect(await all(app, "appMemo")).toEqual([]);
  });
}
