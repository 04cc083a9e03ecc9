import { describe, expect } from "vitest";
import { type LiveMapFeed, mount, mountEach, mountLiveMap, subpath } from "../../index.ts";
import { checkStore } from "../../testing/check-store.ts";
import { it } from "../../testing/engine-test.ts";
import { wrap } from "../../testing/wrap.ts";
import { declareWord, split, type Words } from "../testing/words.ts";

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
