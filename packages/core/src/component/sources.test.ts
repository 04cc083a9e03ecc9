import { compareKeys, type KeyedItem, sourceItems, type Source, type StableKey } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { UpdateReport } from "../app/update-report.ts";
import { mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

type Item = KeyedItem<string>;

let test: TestApp;
let database: MemoryDatabase;
const ran: string[] = [];

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("sources");
  ran.length = 0;
});
afterEach(async () => {
  expect((await checkStore(test.storePath, "Test", false)).problems).toEqual([]);
  test.dispose();
});

const item = wrap("sources/item", { memo: true }, async (text: string, table: MemoryTable) => {
  ran.push(text);
  table.declare(text, text);
});
const over = (items: Source<string> | Iterable<Item> | AsyncIterable<Item>) => async () => {
  const table = await database.mountTable("t");
  await mountEach(subpath("items"), items, item, table);
};
/** A source in pages; one that ends with `false` fails there. */
function source(ordered: boolean, ...pages: readonly (readonly Item[] | false)[]): Source<string> {
  return {
    name: "items",
    [sourceItems]: () => ({
      ordered,
      async *pages() {
        for (const page of pages) {
          if (page === false) throw new Error("the source fails half way");
          yield page;
        }
      },
    }),
  };
}
const items = (...texts: string[]): Item[] => texts.map((text) => [text, text]);
const rows = (): string[] => Object.keys(database.rows("t"));
const failure = async (run: Promise<UpdateReport>): Promise<string> => String(messagesOf(await run)[0]);

describe.each([true, false])("a source (ordered: %s)", (ordered) => {
  it("has its new items run, its old ones not, and those that are gone deleted, across pages", async () => {
    await test.succeed(over(source(ordered, items("a", "c"), items("e", "g"))));
    ran.length = 0;
    await test.succeed(over(source(ordered, items("a"), [], items("b", "e", "f"), items("h"))));
    expect(ran.sort()).toEqual(["b", "f", "h"]);
    expect(rows()).toEqual(["a", "b", "e", "f", "h"]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("deletes nothing when it fails half way, and what it gave before stands", async () => {
    await test.succeed(over(source(ordered, items("a", "b", "c"))));
    const report = await test.run(over(source(ordered, items("a", "bb"), false)));
    expect(messagesOf(report)).toEqual(["the source fails half way"]);
    expect(rows()).toEqual(["a", "b", "bb", "c"]);
    await test.succeed(over(source(ordered, items("a"))));
    expect(rows()).toEqual(["a"]);
  });

  it("sweeps nothing when it fails half way and its caller goes on", async () => {
    await test.succeed(over(source(ordered, items("a", "b", "c"))));
    await test.succeed(async () => {
      await over(source(ordered, items("b"), false))().catch(() => undefined);
    });
    expect(rows()).toEqual(["a", "b", "c"]);
  });

  it("may be empty: then all items go, and come back", async () => {
    await test.succeed(over(source(ordered, items("a", "b"))));
    await test.succeed(over(source(ordered)));
    expect(rows()).toEqual([]);
    await test.succeed(over(source(ordered, items("a"))));
    expect(rows()).toEqual(["a"]);
  });

  it.each([
    ["within a page", [items("a", "b", "b")]],
    ["across pages", [items("a"), items("a")]],
    ["after the order broke", [items("a", "c"), items("b", "a")]],
    ["after the order broke, in a page of its own", [items("a", "c"), items("b"), items("c")]],
  ])("that gives one key twice fails and names it: %s", async (_where, pages) => {
    for (let times = 0; times < 2; times++) {
      expect(await failure(test.run(over(source(ordered, ...pages))))).toMatch(/was given the key [abc] twice/);
    }
    await test.succeed(over(source(ordered, ...pages.slice(0, 1).map((page) => [...new Map(page)] as Item[]))));
    ran.length = 0;
    expect(await failure(test.run(over(source(ordered, ...pages))))).toMatch(/was given the key [abc] twice/);
    expect(new Set(ran).size).toBe(ran.length);
  });

  it("goes on by looking keys up where their order breaks", async () => {
    await test.succeed(over(source(ordered, items("a", "c", "e", "g"))));
    ran.length = 0;
    await test.succeed(over(source(ordered, items("c", "e"), items("a", "d"), items("z", "b"))));
    expect(ran.sort()).toEqual(["b", "d", "z"]);
    expect(rows()).toEqual(["a", "b", "c", "d", "e", "z"]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("is merged by the order of encoded keys, whatever their kind", async () => {
    const keys: StableKey[] = [
      null,
      false,
      true,
      -1,
      0,
      1,
      10n,
      2n ** 65n,
      "",
      "A",
      "a",
      "ä",
      "z",
      "\u{1F600}",
      ["a"],
      ["a", 1],
      ["b"],
    ];
    const all = keys.toSorted(compareKeys).map((key, index): Item => [key, `v${index}`]);
    await test.succeed(over(source(ordered, all)));
    ran.length = 0;
    await test.succeed(
      over(
        source(
          ordered,
          all.filter((_, index) => index % 3 !== 0),
        ),
      ),
    );
    expect(ran).toEqual([]);
    expect(rows()).toHaveLength(all.filter((_, index) => index % 3 !== 0).length);
    await test.succeed(over(source(ordered, all)));
    expect(ran).toHaveLength(all.length - all.filter((_, index) => index % 3 !== 0).length);
  });

  it("of more items than a page of the store is merged through", async () => {
    const many = Array.from({ length: 1300 }, (_, index) => String(index).padStart(5, "0"));
    await test.succeed(over(source(ordered, items(...many.slice(0, 700)), items(...many.slice(700)))));
    ran.length = 0;
    const fewer = many.filter((_, index) => index % 2 === 0 || index < 600);
    await test.succeed(over(source(ordered, items(...fewer), items("99999"))));
    expect(ran).toEqual(["99999"]);
    expect(rows()).toHaveLength(fewer.length + 1);
  });
});

describe("items", () => {
  it("may be a Map, an array or an asynchronous generator", async () => {
    await test.succeed(over(new Map(items("a", "b"))));
    await test.succeed(over(items("a", "b")));
    await test.succeed(
      over(
        (async function* generator() {
          yield* items("b", "a");
        })(),
      ),
    );
    expect(ran.sort()).toEqual(["a", "b"]);
  });

  it.each([
    ["texts", ["b", "é", "a", "\u{1F600}", "\uFFFD", "A", ""], ["", "A", "a", "b", "é", "\u{1F600}", "\uFFFD"]],
    ["numbers", [10, 9, -1, 2 ** 40, 0], [-1, 0, 9, 10, 2 ** 40]],
    ["keys of several kinds, which stay as they are", ["b", 1, "a"], ["b", 1, "a"]],
  ] as [string, StableKey[], StableKey[]][])(
    "of an array or a Map are come to in the order of their keys: %s",
    async (_kind, keys, wanted) => {
      const given = keys.map((key): Item => [key, String(key)]);
      for (const all of [given, new Map(given)]) {
        ran.length = 0;
        await test.succeed(over(all), { maxInFlight: 1, fullReprocess: true });
        expect(ran).toEqual(wanted.map(String));
        expect(given.map(([key]) => key)).toEqual(keys);
        ran.length = 0;
        await test.succeed(over(given.slice(1)));
        await test.succeed(over(given));
        expect(ran).toEqual([String(keys[0])]);
        expect(rows()).toHaveLength(keys.length);
      }
    },
  );

  it("without keys are an error that says what is wanted", async () => {
    expect(await failure(test.run(over(["a", "b"] as never)))).toContain("needs keyed items");
    expect(await failure(test.run(over(new Set(["a"]) as never)))).toContain("needs keyed items");
    expect(await failure(test.run(over({ a: "b" } as never)))).toContain("needs keyed items");
  });
});
