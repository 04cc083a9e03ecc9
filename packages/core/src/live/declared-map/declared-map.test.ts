import { describe, expect } from "vitest";
import {
  autoRefresh,
  fn,
  LiveMap,
  type LiveMapFeed,
  type LiveMapTarget,
  mount,
  mountEach,
  mountLiveMap,
  subpath,
} from "../../index.ts";
import { it } from "../../testing/engine-test.ts";
import { checkStore } from "../../testing/check-store.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import { LiveUpdate } from "../testing/live-update.ts";

type Words = LiveMapTarget<string>;

/** Declares the words of a text as entries, by their first letter. */
const split = (text: string, map: Words): void => {
  for (const word of text.split(" ")) if (word !== "") map.declareEntry(word.slice(0, 1), word);
};

const declareWord = function word(text: string, table: MemoryTable): void {
  table.declare(text.slice(0, 1), text);
};

const quiet = { deps: {}, memo: true } as const;

describe("a map whose entries are declared", () => {
  it("gives mountEach what was declared before, in a catch-up run", async ({ app, database }) => {
    await app.succeed(async () => {
      const words = await mountLiveMap<string>("words");
      await mount(split, "apple berry", words);
      await mountEach(words, declareWord, await database.mountTable("docs"));
    });
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
  });

  it("takes entries of several components, and of several maps apart", async ({ app, database }) => {
    await app.succeed(async () => {
      const table = await database.mountTable("docs");
      const [one, two] = [await mountLiveMap<string>("one"), await mountLiveMap<string>("two")];
      await mount(subpath("a"), split, "apple", one);
      await mount(subpath("b"), split, "berry", one);
      await mount(subpath("c"), split, "cherry", two);
      await mountEach(subpath("from one"), one, declareWord, table);
      expect([[...one], two.size, two.get("c"), one.has("c")]).toEqual([
        [
          ["a", "apple"],
          ["b", "berry"],
        ],
        1,
        "cherry",
        false,
      ]);
    });
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
  });

  it("stands between other maps too, each mounted after the one that fills it", async ({ app, database }) => {
    const main = (text: string) => async (): Promise<void> => {
      const [words, loud] = [await mountLiveMap<string>("words"), await mountLiveMap<string>("loud")];
      const shout = function shout(word: string, map: Words): void {
        map.declareEntry(word, word.toUpperCase());
      };
      await mount(split, text, words);
      await mountEach(words, shout, loud);
      await mountEach(loud, declareWord, await database.mountTable("docs"));
    };
    await app.succeed(main("apple berry"));
    await app.succeed(main("apple cherry"));
    expect(database.rows("docs")).toEqual({ A: "APPLE", C: "CHERRY" });
  });

  it("is filled anew in each run, and what is made of an entry runs only where its value is another", async ({
    app,
    database,
    logOf,
  }) => {
    const main = (texts: Readonly<Record<string, string>>) => async (): Promise<void> => {
      const table = await database.mountTable("docs");
      const words = await mountLiveMap<string>("words");
      await mountEach(Object.entries(texts), wrap("split", { memo: true }, split), words);
      await mountEach(words, wrap("word", { memo: true }, declareWord), table);
    };
    await app.succeed(main({ x: "apple berry", y: "cherry" }));
    await app.succeed(main({ x: "apple berry", y: "cherry" }));
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry", c: "cherry" });
    const log = await logOf(main({ x: "apple blackberry" }));
    expect(log.filter((line) => line.startsWith("@word"))).toMatchInlineSnapshot(`
      [
        "@word/a is unchanged",
        "@word/b ran: its item changed",
        "@word/c deleted",
      ]
    `);
    expect(database.rows("docs")).toEqual({ a: "apple", b: "blackberry" });
    expect((await checkStore(app.storePath, "Test", true)).problems).toEqual([]);
  });

  it("holds values that nothing else could store", async ({ app, database }) => {
    class Thing {
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    }
    await app.succeed(async () => {
      const table = await database.mountTable("docs");
      const things = await mountLiveMap<Thing>("things");
      await mount(function make() {
        things.declareEntry("a", new Thing("one"));
      });
      await mountEach(things, function thing({ text }) {
        table.declare("a", text);
      });
    });
    expect(database.rows("docs")).toEqual({ a: "one" });
  });

  it("deletes nothing for entries that could not be declared: their component failed, or its source tells of changes alone", async ({
    app,
    database,
  }) => {
    const main = (fails: boolean, topic?: LiveMapFeed<string>) => async (): Promise<void> => {
      const table = await database.mountTable("docs");
      const words = await mountLiveMap<string>("words");
      await mount(subpath("one"), split, "apple", words);
      if (topic !== undefined) await mountEach(topic, split, words);
      else
        await mount(subpath("two"), function two() {
          if (fails) throw new Error("not today");
          split("berry", words);
        });
      await mountEach(words, declareWord, table);
    };
    await app.succeed(main(false));
    await app.run(main(true));
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
    const silent: LiveMapFeed<string> = { watch: (subscriber) => subscriber.markReady() };
    await app.succeed(main(false, silent));
    expect(database.rows("docs")).toEqual({ a: "apple", b: "berry" });
  });

  it("refuses, in a run that follows nothing, entries that come after it was mounted", async ({ app, database }) => {
    const { failures } = await app.run(async () => {
      const words = await mountLiveMap<string>("words");
      await mountEach(words, declareWord, await database.mountTable("docs"));
      await mount(split, "apple", words);
    });
    expect(failures).toMatchObject([{ path: "@split", error: { code: "LIVE_MAP_LATE" } }]);
  });

  it("needs a name of its own in the app", async ({ app }) => {
    const { failures } = await app.run(async () => {
      await expect(mountLiveMap("")).rejects.toMatchObject({ code: "LIVE_MAP_NAME" });
      await mountLiveMap("words");
      await mountLiveMap("words");
    });
    expect(failures).toMatchObject([{ error: { code: "DUPLICATE_PATH" } }]);
  });

  it("previews its entries, and says that what is made of them is not known", async ({ app, database }) => {
    const main = async (): Promise<void> => {
      const words = await mountLiveMap<string>("words");
      await mount(split, "apple", words);
      await mountEach(words, declareWord, await database.mountTable("docs"));
    };
    await app.succeed(main);
    const plan = await app.define(main).preview();
    expect(plan.changes.map(({ change, target }) => `${change} ${target}`)).toMatchInlineSnapshot(`
      [
        "update coco.live-map/words",
        "create coco.live-map/words/a",
      ]
    `);
    expect(app.log).toEqual([expect.stringContaining("what entries of words would be is not known")]);
    expect(database.rows("docs")).toEqual({ a: "apple" });
  });

  it("is dropped with its app", async ({ app, database }) => {
    await app.succeed(async () => {
      const words = await mountLiveMap<string>("words");
      await mount(split, "apple", words);
      await mountEach(words, declareWord, await database.mountTable("docs"));
    });
    expect((await app.drop()).failures).toEqual([]);
    expect(database.tables.size).toBe(0);
  });
});

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
