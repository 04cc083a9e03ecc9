import { expect, it } from "vitest";
import { storeTables } from "../store-table.ts";
import { all, pairs, put, use } from "./stored-entries.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

/** Several apps in one store. */
export function appsContract(place: StoreUnderTest): void {
  it("keeps apps apart: what one clears or counts is not the other's", async () => {
    const { app, store } = place;
    const other = await store.app("two");
    expect(await store.app("two")).toBe(other);
    for (const one of [app, other]) await one.commit(storeTables.map((table) => put(table, "same", one.name)));
    await other.commit([use("same", 1)]);
    expect(await app.deleteUnusedAppMemos()).toBe(1);
    await app.clear();
    for (const table of storeTables) {
      expect(await all(app, table)).toEqual([]);
      expect(pairs(await all(other, table))).toEqual([["same", "two"]]);
    }
    await app.commit([put("component", "again", "one")]);
    expect(pairs(await all(app, "component"))).toEqual([["again", "one"]]);
    expect(pairs(await all(other, "component"))).toEqual([["same", "two"]]);
  });

  it("lists the apps that have something stored, with sizes", async () => {
    const { app, store } = place;
    expect(await store.apps()).toEqual([]);
    await store.app("never written");
    await app.commit([put("component", "k", "value"), put("component", "l", "v"), put("appMemo", "memo", "1234")]);
    const summary = (await store.apps())[0];
    expect((await store.apps()).map(({ name }) => name)).toEqual(["one"]);
    expect(await store.appNames()).toEqual(["one"]);
    expect(summary?.tables.component).toEqual({ entries: 2, bytes: 8 });
    expect(summary?.tables.appMemo).toEqual({ entries: 1, bytes: 8 });
    expect(summary?.tables.owner).toEqual({ entries: 0, bytes: 0 });
    expect(summary?.bytes).toBe(16);
    await app.clear();
    expect(await store.apps()).toEqual([]);
    expect(await store.appNames()).toEqual([]);
  });

  it("takes any name of an app that is a well-formed string, and no other", async () => {
    const { store } = place;
    const names = ["ä", "a'b\"c", "名前", "a\u0000b", "a"];
    for (const name of names) await (await store.app(name)).commit([put("setting", "k", name)]);
    expect((await store.apps()).map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const name of ["", "\ud800"])
      await expect(store.app(name)).rejects.toMatchObject({ code: "APP_NAME_INVALID" });
  });

  it("finds itself whole", async () => {
    const { app, store } = place;
    await app.commit([put("component", "k", "1"), put("appMemo", "k", "1")]);
    expect(await store.check()).toEqual([]);
  });
}
