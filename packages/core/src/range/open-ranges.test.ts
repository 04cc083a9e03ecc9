import { type KeyedItem, registerMemoKey, type Source, sourceItems, symbol } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import type { MemoryTable } from "../testing/memory-target.ts";
import { wrap } from "../testing/wrap.ts";
import { index, Note, NotesInATable, numbered, seen, sourceOf } from "./testing/notes.ts";

describe("ranges of which something is open", () => {
  const notes = new NotesInATable();

  it("are not told from versions where a source, an argument or a rule leaves something open", async () => {
    const states = numbered(100);
    const open: readonly (readonly [Source<Note>, typeof index])[] = [
      [sourceOf(states, { versionOf: () => undefined }), index],
      [sourceOf(states, { ordered: false }), index],
      [sourceOf(states), wrap("ranges/keyed", { memo: true, memoKey: [({ name }) => name] }, index)],
    ];
    for (const [source, f] of open) {
      for (let time = 0; time < 3; time++) await notes.run(source, f);
      expect(seen.ran).toEqual([]);
      if (f === index) expect(seen.asked).toHaveLength(100);
    }
    const stated = wrap("ranges/stated", { memo: true }, async (note: Note, table: MemoryTable, other: Note) => {
      seen.ran.push(note.name);
      table.declare(note.name, `${note.state} ${other.state}`);
    });
    const beside = async (state: number): Promise<void> => {
      seen.ran = [];
      const other = new Note("other", state);
      await notes.test.succeed(async () =>
        mountEach(sourceOf(states), stated, await notes.database.mountTable("t"), other),
      );
    };
    for (let time = 0; time < 3; time++) await beside(0);
    await beside(1);
    expect(seen.ran).toHaveLength(100);
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
    for (let time = 0; time < 3; time++) await notes.run(source);
    expect([seen.ran, seen.asked]).toEqual([[], []]);
    // A rule that is new has its say, also of items that were passed over so far.
    registerMemoKey(
      Ruled,
      ({ name }) => name,
      ({ state }) => ({ state, valid }),
    );
    registerMemoKey(Keyed, ({ name, state }) => [name, state, key]);
    await notes.run(source);
    for (let time = 0; time < 2; time++) await notes.run(source);
    expect(seen.ran).toEqual([]);
    valid = false;
    await notes.run(source);
    expect(seen.ran).toHaveLength(33);
    valid = true;
    key = "another";
    await notes.run(source);
    expect(seen.ran).toHaveLength(33);
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
      seen.ran.push(note.name);
      table.declare(note.name, String(note.state));
      if (note.state === 1) done.resolve();
    });
    for (let time = 0; time < 3; time++) await notes.run(waiting, f);
    expect([seen.ran, seen.asked]).toEqual([[], []]);
    states.set("note-00003", 1);
    await notes.run(waiting, f);
    expect(seen.ran).toEqual(["note-00003"]);
    notes.rowsAre(states);
  });

  it("are passed over no more once the run is stopped, and count while they are", async () => {
    const states = numbered(3000);
    for (let time = 0; time < 2; time++) await notes.run(sourceOf(states));
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
    const main = async () => mountEach(stopping, index, await notes.database.mountTable("t"));
    await notes.test.run(main, { signal: stop.signal }).catch(() => undefined);
    expect(pages).toBe(6);
    await notes.run(sourceOf(states));
    notes.rowsAre(states);
  });

  it("are refused versions that are none", async () => {
    const states = numbered(10);
    for (const [given, told] of [
      [Number.NaN, "NaN"],
      [[1, new Date()], "an array"],
      [null, "null"],
    ] as const) {
      await notes.run(sourceOf(states));
      const source = sourceOf(states, { versionOf: () => given as never });
      const report = await notes.test.run(async () => mountEach(source, index, await notes.database.mountTable("t")));
      expect(report.failures.map(({ error }) => (error as Error).message)).toEqual([
        expect.stringContaining("for the item note-00000"),
      ]);
      expect(String(report.failures[0]?.error)).toContain(told);
    }
  });

  it("let a scan that fails half way do what it was given", async () => {
    const states = numbered(600);
    for (let time = 0; time < 2; time++) await notes.run(sourceOf(states, { pageSize: 10 }));
    states.set("note-00309", 1);
    seen.ran = [];
    const failing = sourceOf(states, { pageSize: 10, failsAt: 31 });
    const report = await notes.test.run(async () => mountEach(failing, index, await notes.database.mountTable("t")));
    expect(report.failures.map(({ error }) => String(error))).toEqual(["Error: the source is gone"]);
    expect(seen.ran).toEqual(["note-00309"]);
    notes.rowsAre(states);
  });

  it("give way to another component that takes over what one of them declares", async () => {
    const states = numbered(300);
    const program = (taker: boolean) => async () => {
      const table = await notes.database.mountTable("t");
      const given = taker ? new Map([...states].filter(([name]) => name !== "note-00200")) : states;
      await mountEach(sourceOf(given), index, table);
      if (taker) await mountEach(subpath(symbol("taker")), [["one", "note-00200"]], take, table);
    };
    const take = wrap("ranges/take", { memo: true }, async (name: string, table: MemoryTable) => {
      table.declare(name, "taken");
    });
    for (let time = 0; time < 3; time++) await notes.test.succeed(program(false));
    await notes.test.succeed(program(true));
    expect(notes.database.rows("t")["note-00200"]).toBe("taken");
    await notes.test.succeed(program(false));
    notes.rowsAre(states);
    expect((await checkStore(notes.test.storePath, "Test", true)).problems).toEqual([]);
  });
});
