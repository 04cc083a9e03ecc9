import { contextKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { mountEach, useContext } from "../index.ts";
import type { MemoryTable } from "../testing/memory-target.ts";
import { wrap } from "../testing/wrap.ts";
import { index, type Note, NotesInATable, numbered, seen, sourceOf } from "./testing/notes.ts";

describe("ranges of unchanged components", () => {
  const notes = new NotesInATable();

  it("are neither read nor asked once an earlier run has found them as they were", async () => {
    const states = numbered(1000);
    await notes.run(sourceOf(states));
    expect(seen.ran).toHaveLength(1000);
    expect(await notes.run(sourceOf(states))).toBe(1000);
    expect(seen.asked.length).toBe(1000);
    expect(await notes.run(sourceOf(states))).toBe(1000);
    // One of each range is asked what its call is known by, none for its state.
    expect(seen.asked).toEqual([]);
    expect(seen.ran).toEqual([]);
  });

  it("are looked through where one of them has changed, and no other range is", async () => {
    const states = numbered(1000);
    for (let time = 0; time < 2; time++) await notes.run(sourceOf(states));
    states.set("note-00500", 1);
    expect(await notes.run(sourceOf(states))).toBe(999);
    expect(seen.ran).toEqual(["note-00500"]);
    expect(seen.asked).toContain("note-00500");
    expect(seen.asked.length).toBeLessThanOrEqual(256 + 1); // it is seen.asked once more when it ran
    notes.rowsAre(states);
    // What is left of the range is noted anew, but for what was written since its page was read.
    await notes.run(sourceOf(states));
    expect(await notes.run(sourceOf(states))).toBe(1000);
    expect(seen.asked).toEqual([]);
  });

  it.each([
    ["comes at the beginning", "a"],
    ["comes in the middle", "note-00300a"],
    ["comes at the end", "z"],
  ])("hold an item that %s, and lose it again", async (_, name) => {
    const states = numbered(600);
    for (let time = 0; time < 2; time++) await notes.run(sourceOf(states));
    states.set(name, 7);
    expect(await notes.run(sourceOf(states))).toBe(600);
    expect(seen.ran).toEqual([name]);
    notes.rowsAre(states);
    for (let time = 0; time < 2; time++) expect(await notes.run(sourceOf(states))).toBe(601);
    expect(seen.asked).toEqual([]);
    states.delete(name);
    expect(await notes.run(sourceOf(states))).toBe(600);
    notes.rowsAre(states);
    for (let time = 0; time < 2; time++) expect(await notes.run(sourceOf(states))).toBe(600);
    expect(seen.asked).toEqual([]);
  });

  it("go as a whole, and all of them", async () => {
    const states = numbered(600);
    for (let time = 0; time < 2; time++) await notes.run(sourceOf(states));
    for (const name of [...states.keys()].slice(100, 400)) states.delete(name);
    expect(await notes.run(sourceOf(states))).toBe(300);
    notes.rowsAre(states);
    states.clear();
    expect(await notes.run(sourceOf(states))).toBe(0);
    notes.rowsAre(states);
  });

  it("do not hide an item that was missing while a deletion was refused", async () => {
    const states = numbered(200);
    for (let time = 0; time < 2; time++) await notes.run(sourceOf(states));
    states.delete("note-00100");
    notes.database.fault = (action) => (action.startsWith("delete ") ? new Error("not now") : undefined);
    await notes.test.run(async () => mountEach(sourceOf(states), index, await notes.database.mountTable("t")));
    notes.database.fault = undefined;
    await notes.run(sourceOf(states));
    notes.rowsAre(states);
  });

  it("are asked again when the function, another argument or a context value has changed", async () => {
    const LANGUAGE = contextKey<string>("language", { detectChange: true });
    const states = numbered(300);
    const read = (version: number) =>
      wrap("ranges/read", { memo: true, version }, async (note: Note, table: MemoryTable, suffix: string) => {
        seen.ran.push(note.name);
        table.declare(note.name, `${note.state}${suffix}${useContext(LANGUAGE)}`);
      });
    const runAs = async (version: number, suffix: string, language: string): Promise<void> => {
      seen.asked = [];
      seen.ran = [];
      const main = async () => mountEach(sourceOf(states), read(version), await notes.database.mountTable("t"), suffix);
      await notes.test.succeed(main, { lifespan: (environment) => environment.provide(LANGUAGE, language) });
    };
    for (const [version, suffix, language] of [
      [1, "a", "en"],
      [2, "a", "en"],
      [2, "b", "en"],
      [2, "b", "de"],
    ] as const) {
      await runAs(version, suffix, language);
      expect(seen.ran).toHaveLength(300);
      for (let time = 0; time < 2; time++) await runAs(version, suffix, language);
      expect([seen.ran, seen.asked]).toEqual([[], []]);
    }
  });

  it("are done anew with fullReprocess", async () => {
    const states = numbered(100);
    for (let time = 0; time < 2; time++) await notes.run(sourceOf(states));
    seen.ran = [];
    await notes.test.succeed(async () => mountEach(sourceOf(states), index, await notes.database.mountTable("t")), {
      fullReprocess: true,
    });
    expect(seen.ran).toHaveLength(100);
  });
});
