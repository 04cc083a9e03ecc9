import { describe, expect } from "vitest";
import { autoRefresh, fn, LiveMap, mount, mountEach, mountLiveMap, subpath } from "../../index.ts";
import { checkStore } from "../../testing/check-store.ts";
import { it } from "../../testing/engine-test.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { LiveUpdate } from "../testing/live-update.ts";
import { declareWord, split, type Words } from "../testing/words.ts";

const quiet = { deps: {}, memo: true } as const;

describe("a map whose entries are declared, in a live update", () => {
  const texts = (): LiveMap<string> => new LiveMap("texts", [["x", "apple berry"]]);
  const follow =
    (source: LiveMap<string>, database: { mountTable(name: string): Promise<MemoryTable> }) => async () => {
      const table = await database.mountTable("docs");
      const words = await mountLiveMap<string>("words");
      await mountEach(source, fn({ ...quiet, name: "split" }, split), words);
      await mountEach(words, fn({ ...quiet, name: "word" }, declareWord), table);
    };

  it("tells of entries that are new, changed and gone, and of no others", async ({ app, database }) => {
    const source = texts();
    const update = new LiveUpdate(app, follow(source, database));
    await update.ready;
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
    update.takeLog();
    await source.set("x", "apple blackberry cherry");
    await update.until(() => "c" in database.rows("docs"));
    expect(database.rows("docs")).toEqual({ a: "apple", b: "blackberry", c: "cherry" });
    expect(update.takeLog().filter((line) => line.startsWith("@word"))).toMatchInlineSnapshot(`
      [
        "@word/b ran: its item changed",
        "@word/c ran: new",
      ]
    `);
    await source.delete("x");
    await update.until(() => Object.keys(database.rows("docs")).length === 0);
    expect((await update.stop()).failures).toEqual([]);
    expect((await checkStore(app.storePath, "Test", true)).problems).toEqual([]);
  });

  it("keeps what it made when it is begun again", async ({ app, database }) => {
    const source = texts();
    const first = new LiveUpdate(app, follow(source, database));
    await first.ready;
    await first.stop();
    const second = new LiveUpdate(app, follow(source, database));
    await second.ready;
    expect(second.takeLog().filter((line) => line.startsWith("@word"))).toMatchInlineSnapshot(`
      [
        "@word/a is unchanged",
        "@word/b is unchanged",
      ]
    `);
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
    await second.stop();
  });

  it("takes back entries of a component that failed when that succeeds", async ({ app, database }) => {
    const source = texts();
    let fails = false;
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      const words = await mountLiveMap<string>("words");
      await mountEach(source, function careful(text: string) {
        if (fails) throw new Error("not today");
        split(text, words);
      });
      await mountEach(words, declareWord, table);
    };
    await app.succeed(main);
    fails = true;
    const update = new LiveUpdate(app, main, { retry: { first: 5, longest: 5 } });
    await update.ready;
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
    fails = false;
    await update.until(() => update.events.some(({ kind }) => kind === "componentRan"));
    await update.stop();
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
  });

  it("follows a map after its own component ran again", async ({ app, database }) => {
    const source = texts();
    const again = new LiveMap<number>("again", [["only", 1]]);
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(again, async function both(round: number) {
        const words = await mountLiveMap<string>(`words`);
        await mountEach(subpath("in"), source, split, words);
        await mountEach(subpath("out"), words, declareWord, table);
        expect(round).toBeGreaterThan(0);
      });
    });
    await update.ready;
    await (await again.set("only", 2)).ready();
    await (await source.set("x", "cherry")).ready();
    await update.until(() => Object.keys(database.rows("docs")).join("") === "c");
    expect(database.rows("docs")).toEqual({ c: "cherry" });
    expect((await update.stop()).failures).toEqual([]);
  });

  it("is filled by a function that is run again and again, too", async ({ app, database }) => {
    let round = 0;
    const poll = function poll(words: Words): void {
      round += 1;
      split(round % 2 === 1 ? "apple berry" : "apple cherry", words);
    };
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      const words = await mountLiveMap<string>("words");
      await mount(autoRefresh(poll, { every: { milliseconds: 5 } }), words);
      await mountEach(words, declareWord, table);
    };
    await app.succeed(main);
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
    const update = new LiveUpdate(app, main);
    await update.until(() => round > 4 && "b" in database.rows("docs"));
    await update.until(() => "c" in database.rows("docs"));
    expect((await update.stop()).failures).toEqual([]);
  });
});
