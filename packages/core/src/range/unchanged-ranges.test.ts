import {
  contextKey,
  type KeyedItem,
  memoKey,
  memoState,
  registerMemoKey,
  type Source,
  sourceItems,
  symbol,
} from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, subpath, useContext } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let asked: string[] = [];
let ran: string[] = [];

/** Something of a source: with a name, and a state of which its source knows the version. */
class Note {
  readonly name: string;
  readonly state: number;

  constructor(name: string, state: number) {
    this.name = name;
    this.state = state;
  }

  [memoKey](): string {
    return this.name;
  }

  [memoState](previous: number | undefined): { state: number; valid: boolean } {
    asked.push(this.name);
    return { state: this.state, valid: previous === this.state };
  }
}

interface SourceOptions {
  readonly versionOf?: (note: Note) => number | undefined;
  readonly ordered?: boolean;
  readonly pageSize?: number;
  /** The source fails instead of this page. */
  readonly failsAt?: number;
}

function sourceOf(states: ReadonlyMap<string, number>, options: SourceOptions = {}): Source<Note> {
  const { failsAt, ordered = true, pageSize = 100, versionOf = (note) => note.state } = options;
  return {
    name: "notes",
    [sourceItems]: () => ({
      ordered,
      versionOf,
      async *pages() {
        const names = [...states.keys()].sort();
        for (let at = 0, page = 0; at < names.length; at += pageSize, page++) {
          if (page === failsAt) throw new Error("the source is gone");
          yield names
            .slice(at, at + pageSize)
            .map((name): KeyedItem<Note> => [name, new Note(name, states.get(name) as number)]);
        }
      },
    }),
  };
}

const index = wrap("ranges/index", { memo: true }, async (note: Note, table: MemoryTable) => {
  ran.push(note.name);
  table.declare(note.name, String(note.state));
});

const numbered = (count: number): Map<string, number> =>
  new Map(Array.from({ length: count }, (_, number) => [`note-${String(number).padStart(5, "0")}`, 0]));

describe("ranges of unchanged components", () => {
  let test: TestApp;
  let database: MemoryDatabase;

  beforeEach(() => {
    test = new TestApp();
    database = new MemoryDatabase("ranges");
  });
  afterEach(() => test.dispose());

  async function run(source: Source<Note>, f: typeof index = index): Promise<number> {
    asked = [];
    ran = [];
    const { stats } = await test.succeed(async () => mountEach(source, f, await database.mountTable("t")));
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    return stats.total.unchanged;
  }

  function rowsAre(states: ReadonlyMap<string, number>): void {
    expect(database.rows("t")).toEqual(Object.fromEntries([...states].map(([name, state]) => [name, String(state)])));
  }

  it("are neither read nor asked once an earlier run has found them as they were", async () => {
    const states = numbered(1000);
    await run(sourceOf(states));
    expect(ran).toHaveLength(1000);
    expect(await run(sourceOf(states))).toBe(1000);
    expect(asked.length).toBe(1000);
    expect(await run(sourceOf(states))).toBe(1000);
    // One of each range is asked what its call is known by, none for its state.
    expect(asked).toEqual([]);
    expect(ran).toEqual([]);
  });

  it("are looked through where one of them has changed, and no other range is", async () => {
    const states = numbered(1000);
    for (let time = 0; time < 2; time++) await run(sourceOf(states));
    states.set("note-00500", 1);
    expect(await run(sourceOf(states))).toBe(999);
    expect(ran).toEqual(["note-00500"]);
    expect(asked).toContain("note-00500");
    expect(asked.length).toBeLessThanOrEqual(256 + 1); // it is asked once more when it ran
    rowsAre(states);
    // What is left of the range is noted anew, but for what was written since its page was read.
    await run(sourceOf(states));
    expect(await run(sourceOf(states))).toBe(1000);
    expect(asked).toEqual([]);
  });

  it.each([
    ["comes at the beginning", "a"],
    ["comes in the middle", "note-00300a"],
    ["comes at the end", "z"],
  ])("hold an item that %s, and lose it again", async (_, name) => {
    const states = numbered(600);
    for (let time = 0; time < 2; time++) await run(sourceOf(states));
    states.set(name, 7);
    expect(await run(sourceOf(states))).toBe(600);
    expect(ran).toEqual([name]);
    rowsAre(states);
    for (let time = 0; time < 2; time++) expect(await run(sourceOf(states))).toBe(601);
    expect(asked).toEqual([]);
    states.delete(name);
    expect(await run(sourceOf(states))).toBe(600);
    rowsAre(states);
    for (let time = 0; time < 2; time++) expect(await run(sourceOf(states))).toBe(600);
    expect(asked).toEqual([]);
  });

  it("go as a whole, and all of them", async () => {
    const states = numbered(600);
    for (let time = 0; time < 2; time++) await run(sourceOf(states));
    for (const name of [...states.keys()].slice(100, 400)) states.delete(name);
    expect(await run(sourceOf(states))).toBe(300);
    rowsAre(states);
    states.clear();
    expect(await run(sourceOf(states))).toBe(0);
    rowsAre(states);
  });

  it("do not hide an item that was missing while a deletion was refused", async () => {
    const states = numbered(200);
    for (let time = 0; time < 2; time++) await run(sourceOf(states));
    states.delete("note-00100");
    database.fault = (action) => (action.startsWith("delete ") ? new Error("not now") : undefined);
    await test.run(async () => mountEach(sourceOf(states), index, await database.mountTable("t")));
    database.fault = undefined;
    await run(sourceOf(states));
    rowsAre(states);
  });

  it("are asked again when the function, another argument or a context value has changed", async () => {
    const LANGUAGE = contextKey<string>("language", { detectChange: true });
    const states = numbered(300);
    const read = (version: number) =>
      wrap("ranges/read", { memo: true, version }, async (note: Note, table: MemoryTable, suffix: string) => {
        ran.push(note.name);
        table.declare(note.name, `${note.state}${suffix}${useContext(LANGUAGE)}`);
      });
    const runAs = async (version: number, suffix: string, language: string): Promise<void> => {
      asked = [];
      ran = [];
      const main = async () => mountEach(sourceOf(states), read(version), await database.mountTable("t"), suffix);
      await test.succeed(main, { lifespan: (environment) => environment.provide(LANGUAGE, language) });
    };
    for (const [version, suffix, language] of [
      [1, "a", "en"],
      [2, "a", "en"],
      [2, "b", "en"],
      [2, "b", "de"],
    ] as const) {
      await runAs(version, suffix, language);
      expect(ran).toHaveLength(300);
      for (let time = 0; time < 2; time++) await runAs(version, suffix, language);
      expect([ran, asked]).toEqual([[], []]);
    }
  });

  it("are done anew with fullReprocess", async () => {
    const states = numbered(100);
    for (let time = 0; time < 2; time++) await run(sourceOf(states));
    ran = [];
    await test.succeed(async () => mountEach(sourceOf(states), index, await database.mountTable("t")), {
      fullReprocess: true,
    });
    expect(ran).toHaveLength(100);
  });

  it("are not told from versions where a source, an argument or a rule leaves something open", async () => {
    const states = numbered(100);
    const open: readonly (readonly [Source<Note>, typeof index])[] = [
      [sourceOf(states, { versionOf: () => undefined }), index],
      [sourceOf(states, { ordered: false }), index],
      [sourceOf(states), wrap("ranges/keyed", { memo: true, memoKey: [({ name }) => name] }, index)],
    ];
    for (const [source, f] of open) {
      for (let time = 0; time < 3; time++) await run(source, f);
      expect(ran).toEqual([]);
      if (f === index) expect(asked).toHaveLength(100);
    }
    const stated = wrap("ranges/stated", { memo: true }, async (note: Note, table: MemoryTable, other: Note) => {
      ran.push(note.name);
      table.declare(note.name, `${note.state} ${other.state}`);
    });
    const beside = async (state: number): Promise<void> => {
      ran = [];
      const other = new Note("other", state);
      await test.succeed(async () => mountEach(sourceOf(states), stated, await database.mountTable("t"), other));
    };
    for (let time = 0; time < 3; time++) await beside(0);
    await beside(1);
    expect(ran).toHaveLength(100);
  });

  it("are not told from versions where the app has a rule of its own for one of the items", async () => {
    class Ruled extends Note {}
    class Keyed extends Note {}
    let valid = true;
    let key = "";
    const states = numbered(100);
    const source: Source<Note> = {
      name: "ruled",
      [sourceItems]: () => ({
        ordered: true,
        versionOf: ({ state }) => state,
        async *pages() {
          const classes = [Note, Ruled, Keyed];
          yield [...states].map(
            ([name, state], at): KeyedItem<Note> => [name, new (classes[at % 3] as typeof Note)(name, state)],
          );
        },
      }),
    };
    for (let time = 0; time < 3; time++) await run(source);
    expect([ran, asked]).toEqual([[], []]);
    // A rule that is new has its say, also of items that were passed over so far.
    registerMemoKey(
      Ruled,
      ({ name }) => name,
      ({ state }) => ({ state, valid }),
    );
    registerMemoKey(Keyed, ({ name, state }) => [name, state, key]);
    await run(source);
    for (let time = 0; time < 2; time++) await run(source);
    expect(ran).toEqual([]);
    valid = false;
    await run(source);
    expect(ran).toHaveLength(33);
    valid = true;
    key = "another";
    await run(source);
    expect(ran).toHaveLength(33);
  });

  it("are not waited for where the source waits for what it gave", async () => {
    const states = numbered(100);
    const done = Promise.withResolvers<void>();
    const waiting: Source<Note> = {
      name: "waiting",
      [sourceItems]: () => ({
        ordered: true,
        versionOf: ({ state }) => state,
        async *pages() {
          const all = [...states].map(([name, state]): KeyedItem<Note> => [name, new Note(name, state)]);
          yield all.slice(0, 10);
          if (states.get("note-00003") === 1) await done.promise;
          yield all.slice(10);
        },
      }),
    };
    const f = wrap("ranges/waited", { memo: true }, async (note: Note, table: MemoryTable) => {
      ran.push(note.name);
      table.declare(note.name, String(note.state));
      if (note.state === 1) done.resolve();
    });
    for (let time = 0; time < 3; time++) await run(waiting, f);
    expect([ran, asked]).toEqual([[], []]);
    states.set("note-00003", 1);
    await run(waiting, f);
    expect(ran).toEqual(["note-00003"]);
    rowsAre(states);
  });

  it("are passed over no more once the run is stopped, and count while they are", async () => {
    const states = numbered(3000);
    for (let time = 0; time < 2; time++) await run(sourceOf(states));
    const stop = new AbortController();
    let pages = 0;
    const given = sourceOf(states);
    const stopping: Source<Note> = {
      name: "stopping",
      [sourceItems]: () => ({
        ...given[sourceItems](),
        async *pages(signal) {
          for await (const page of given[sourceItems]().pages(signal)) {
            pages += 1;
            if (pages === 6) stop.abort();
            yield page;
          }
        },
      }),
    };
    const main = async () => mountEach(stopping, index, await database.mountTable("t"));
    await test.run(main, { signal: stop.signal }).catch(() => undefined);
    expect(pages).toBe(6);
    await run(sourceOf(states));
    rowsAre(states);
  });

  it("are refused versions that are none", async () => {
    const states = numbered(10);
    for (const [given, told] of [
      [Number.NaN, "NaN"],
      [[1, new Date()], "an array"],
      [null, "null"],
    ] as const) {
      await run(sourceOf(states));
      const source = sourceOf(states, { versionOf: () => given as never });
      const report = await test.run(async () => mountEach(source, index, await database.mountTable("t")));
      expect(report.failures.map(({ error }) => (error as Error).message)).toEqual([
        expect.stringContaining("for the item note-00000"),
      ]);
      expect(String(report.failures[0]?.error)).toContain(told);
    }
  });

  it("let a scan that fails half way do what it was given", async () => {
    const states = numbered(600);
    for (let time = 0; time < 2; time++) await run(sourceOf(states, { pageSize: 10 }));
    states.set("note-00309", 1);
    ran = [];
    const failing = sourceOf(states, { pageSize: 10, failsAt: 31 });
    const report = await test.run(async () => mountEach(failing, index, await database.mountTable("t")));
    expect(report.failures.map(({ error }) => String(error))).toEqual(["Error: the source is gone"]);
    expect(ran).toEqual(["note-00309"]);
    rowsAre(states);
  });

  it("give way to another component that takes over what one of them declares", async () => {
    const states = numbered(300);
    const program = (taker: boolean) => async () => {
      const table = await database.mountTable("t");
      const given = taker ? new Map([...states].filter(([name]) => name !== "note-00200")) : states;
      await mountEach(sourceOf(given), index, table);
      if (taker) await mountEach(subpath(symbol("taker")), [["one", "note-00200"]], take, table);
    };
    const take = wrap("ranges/take", { memo: true }, async (name: string, table: MemoryTable) => {
      table.declare(name, "taken");
    });
    for (let time = 0; time < 3; time++) await test.succeed(program(false));
    await test.succeed(program(true));
    expect(database.rows("t")["note-00200"]).toBe("taken");
    await test.succeed(program(false));
    rowsAre(states);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});
