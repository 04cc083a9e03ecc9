import { afterEach, beforeEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import type { AppState, Entry } from "./app-state.ts";
import type { Change } from "./change.ts";
import { StoreClosedError } from "./errors/store-closed-error.ts";
import { StoreLockedError } from "./errors/store-locked-error.ts";
import { StoreNotWritableError } from "./errors/store-not-writable-error.ts";
import type { StateStore } from "./state-store.ts";
import { type StoreTable, storeTables } from "./store-table.ts";

/** One empty place for a store, as a backend gives it to the contract suite. */
export interface StateStoreHarness {
  /** Opens the store of this place, each time anew. */
  open(options?: { readonly readOnly?: boolean; readonly snapshot?: boolean }): Promise<StateStore>;
  /** Removes the place. All stores opened in it are closed by then. */
  dispose(): Promise<void>;
}

const none = new Uint8Array();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined): string | undefined => value && Buffer.from(value).toString("latin1");
const put = (table: StoreTable, key: string, value: string): Change => ({
  kind: "put",
  table,
  key: bytes(key),
  value: bytes(value),
});
const remove = (table: StoreTable, key: string): Change => ({ kind: "delete", table, key: bytes(key) });
const use = (key: string, by: number): Change => ({ kind: "use", key: bytes(key), by });
const pairs = (entries: readonly Entry[]): (string | undefined)[][] =>
  entries.map(({ key, value }) => [text(key), text(value)]);

async function all(app: AppState, table: StoreTable, prefix: Uint8Array = none, limit = 1_000): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const after = entries.at(-1)?.key;
    const page = await app.page(table, { prefix, limit, ...(after && { after }) });
    entries.push(...page);
    if (page.length < limit) return entries;
  }
}

async function values(app: AppState, table: StoreTable, ...keys: string[]): Promise<(string | undefined)[]> {
  return (await app.read(table, keys.map(bytes))).map(text);
}

/** What every backend of {@link StateStore} keeps. Call it inside a test file of the backend. */
export function stateStoreContract(backend: string, makeHarness: () => Promise<StateStoreHarness>): void {
  describe(`${backend} keeps the contract of a state store`, () => {
    let harness: StateStoreHarness;
    let store: StateStore;
    let app: AppState;
    const opened: StateStore[] = [];

    const open = async (options?: { readOnly?: boolean; snapshot?: boolean }): Promise<StateStore> => {
      const one = await harness.open(options);
      opened.push(one);
      return one;
    };

    beforeEach(async () => {
      harness = await makeHarness();
      store = await open();
      app = await store.app("one");
    });

    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      await harness.dispose();
    });

    it("finds in every table what was committed, and after reopening", async () => {
      await app.commit(storeTables.map((table) => put(table, "key", `of ${table}`)));
      await store.close();
      const again = await (await open()).app("one");
      for (const table of storeTables)
        expect(await values(again, table, "key", "other")).toEqual([`of ${table}`, undefined]);
    });

    it("gives the values in the order of the keys that were asked, also twice the same", async () => {
      await app.commit([put("owner", "a", "1"), put("owner", "b", "2")]);
      expect(await values(app, "owner", "b", "x", "a", "b")).toEqual(["2", undefined, "1", "2"]);
      expect(await app.read("owner", [])).toEqual([]);
    });

    it("answers each of several calls that are made together", async () => {
      await app.commit([put("owner", "a", "1"), put("functionMemo", "a", "2")]);
      const answers = await Promise.all([
        values(app, "owner", "a"),
        values(app, "functionMemo", "a", "b"),
        values(app, "owner", "b"),
      ]);
      expect(answers).toEqual([["1"], ["2", undefined], [undefined]]);
    });

    it("keeps empty keys, empty values and large values", async () => {
      const large = new Uint8Array(300_000).map((_, index) => index * 7);
      await app.commit([
        { kind: "put", table: "component", key: none, value: none },
        { kind: "put", table: "functionMemo", key: none, value: large },
      ]);
      expect(await app.read("component", [none])).toHaveLength(1);
      expect((await app.read("component", [none]))[0]).toHaveLength(0);
      expect(Buffer.compare((await app.read("functionMemo", [none]))[0] as Uint8Array, large)).toBe(0);
    });

    it("gives pages in byte order, within the prefix, after the last key", async () => {
      const keys = ["b", "a/2", "a/10", "a", "a/1/x", "a0", "", "a/\u{1f600}"];
      await app.commit(keys.map((key) => put("component", key, key)));
      const ordered = keys.map(bytes).sort(Buffer.compare).map(text);
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

    it("lets the last change of a key win", async () => {
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

    it("applies all changes of a commit or none", async () => {
      const broken = { kind: "put", table: "setting", key: bytes("k"), value: "no bytes" } as unknown as Change;
      await expect(app.commit([put("component", "k", "1"), broken])).rejects.toThrow();
      for (const table of storeTables) expect(await all(app, table)).toEqual([]);
      await app.commit([put("component", "k", "2")]);
      expect(await values(app, "component", "k")).toEqual(["2"]);
    });

    it("deletes the app memos that nobody uses any more, and no other", async () => {
      await app.commit([
        use("used", 1),
        put("appMemo", "used", "1"),
        put("appMemo", "unused", "2"),
        put("appMemo", "twice", "3"),
        use("twice", 2),
        use("absent", 1),
      ]);
      expect(await app.deleteUnusedAppMemos()).toBe(1);
      expect(await values(app, "appMemo", "used", "unused", "twice", "absent")).toEqual([
        "1",
        undefined,
        "3",
        undefined,
      ]);
      // A new value keeps the count, a deletion forgets it.
      await app.commit([put("appMemo", "used", "4"), use("twice", -1), use("twice", 1), use("twice", -1)]);
      expect(await app.deleteUnusedAppMemos()).toBe(0);
      await app.commit([use("twice", -1), remove("appMemo", "used")]);
      await app.commit([put("appMemo", "used", "5")]);
      expect(await app.deleteUnusedAppMemos()).toBe(2);
      expect(await all(app, "appMemo")).toEqual([]);
    });

    it("keeps apps apart: what one clears or counts is not the other's", async () => {
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
      expect(await store.apps()).toEqual([]);
      await store.app("never written");
      await app.commit([put("component", "k", "value"), put("component", "l", "v"), put("appMemo", "memo", "1234")]);
      const summary = (await store.apps())[0];
      expect((await store.apps()).map(({ name }) => name)).toEqual(["one"]);
      expect(summary?.tables.component).toEqual({ entries: 2, bytes: 8 });
      expect(summary?.tables.appMemo).toEqual({ entries: 1, bytes: 8 });
      expect(summary?.tables.owner).toEqual({ entries: 0, bytes: 0 });
      expect(summary?.bytes).toBe(16);
      await app.clear();
      expect(await store.apps()).toEqual([]);
    });

    it("takes any name of an app that is a well-formed string, and no other", async () => {
      const names = ["ä", "a'b\"c", "名前", "a\u0000b", "a"];
      for (const name of names) await (await store.app(name)).commit([put("setting", "k", name)]);
      expect((await store.apps()).map(({ name }) => name).sort()).toEqual([...names].sort());
      for (const name of ["", "\ud800"])
        await expect(store.app(name)).rejects.toMatchObject({ code: "APP_NAME_INVALID" });
    });

    it("lets a reader see each commit while a writer is open, and a snapshot the moment of its opening", async () => {
      const lock = await store.lock();
      await app.commit([put("component", "k", "1")]);
      const reader = await (await open({ readOnly: true })).app("one");
      const snapshot = await (await open({ readOnly: true, snapshot: true })).app("one");
      expect(await values(reader, "component", "k")).toEqual(["1"]);
      await app.commit([put("component", "k", "2")]);
      expect(await values(reader, "component", "k")).toEqual(["2"]);
      expect(await values(snapshot, "component", "k")).toEqual(["1"]);
      expect(pairs(await all(snapshot, "component"))).toEqual([["k", "1"]]);
      await app.clear();
      await app.commit([put("component", "k", "3")]);
      expect(await values(reader, "component", "k")).toEqual(["3"]);
      await lock.release();
    });

    it("refuses changes through a reader", async () => {
      await app.commit([put("component", "k", "1")]);
      const reader = await open({ readOnly: true });
      expect(reader.readOnly).toBe(true);
      const readerApp = await reader.app("one");
      await expect(readerApp.commit([put("component", "k", "2")])).rejects.toThrow(StoreNotWritableError);
      await expect(readerApp.deleteUnusedAppMemos()).rejects.toThrow(StoreNotWritableError);
      await expect(readerApp.clear()).rejects.toThrow(StoreNotWritableError);
      await expect((await reader.app("unknown")).clear()).rejects.toThrow(StoreNotWritableError);
      expect(await values(app, "component", "k")).toEqual(["1"]);
    });

    it("gives the lock to one at a time, and to the next after release or close", async () => {
      const lock = await store.lock();
      const other = await open();
      const refusal = await other.lock().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(StoreLockedError);
      expect((refusal as StoreLockedError).message).toContain(String(process.pid));
      await lock.release();
      await lock.release();
      await other.lock();
      await expect(store.lock()).rejects.toThrow(StoreLockedError);
      await other.close();
      await store.lock();
    });

    it("refuses work after close, and closes twice", async () => {
      await store.close();
      await store.close();
      await expect(app.page("component", { prefix: none, limit: 1 })).rejects.toThrow(StoreClosedError);
      await expect(app.read("component", [none])).rejects.toThrow(StoreClosedError);
      await expect(app.commit([put("component", "k", "1")])).rejects.toThrow(StoreClosedError);
      await expect(store.lock()).rejects.toThrow(StoreClosedError);
      await expect(store.apps()).rejects.toThrow(StoreClosedError);
    });

    it("finds itself whole", async () => {
      await app.commit([put("component", "k", "1"), put("appMemo", "k", "1")]);
      expect(await store.check()).toEqual([]);
    });

    it("holds what a plain map would hold, after any commits", async () => {
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
  });
}
