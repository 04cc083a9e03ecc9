import { memoKey, memoState, type MemoStateOutcome } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, registerCodec, useMount } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("memo-state");
  log.length = 0;
});
afterEach(() => test.dispose());

interface Version {
  /** What changes without anything having happened, as a file's time does. */
  readonly touched: number;
  readonly content: string;
}

/** Stands for a file: its key is its name; it is unchanged when its content is. */
class Item {
  readonly name: string;
  readonly version: Version;
  readonly asynchronous: boolean;
  constructor(name: string, content: string, touched = 0, asynchronous = false) {
    this.name = name;
    this.version = { content, touched };
    this.asynchronous = asynchronous;
  }

  state(previous: Version | undefined): MemoStateOutcome<Version> {
    log.push(`state ${this.name} ${previous === undefined ? "-" : `${previous.content}${previous.touched}`}`);
    return { state: this.version, valid: previous?.content === this.version.content };
  }
}
Object.defineProperty(Item.prototype, memoKey, {
  value(this: Item): unknown {
    return this.name;
  },
});
Object.defineProperty(Item.prototype, memoState, {
  value(this: Item, previous: Version | undefined): unknown {
    const outcome = this.state(previous);
    return this.asynchronous ? new Promise((resolve) => setImmediate(() => resolve(outcome))) : outcome;
  },
});

const read = wrap("memo-state/read", { memo: true }, async (item: Item) => {
  log.push(`read ${item.name}`);
  return item.version.content;
});

for (const asynchronous of [false, true]) {
  const item = (content: string, touched = 0): Item => new Item("a", content, touched, asynchronous);

  describe(`a memo state that is found ${asynchronous ? "asynchronously" : "at once"} (M6)`, () => {
    it("is asked for before the function runs, and decides about a hit", async () => {
      const main = (given: Item) => async () => expect(await read(given)).toBe(given.version.content);
      await test.succeed(main(item("x")));
      expect(events()).toEqual(["state a -", "read a"]);
      await test.succeed(main(item("x")));
      expect(events()).toEqual(["state a x0"]);
      await test.succeed(main(item("y")));
      expect(events()).toEqual(["state a x0", "read a"]);
      await test.succeed(main(item("y")));
      expect(events()).toEqual(["state a y0"]);
    });

    it("is refreshed without a run when it changed and is still valid", async () => {
      const main = (given: Item) => async () => void (await read(given));
      await test.succeed(main(item("x", 1)));
      await test.succeed(main(item("x", 2)));
      await test.succeed(main(item("x", 3)));
      expect(events()).toEqual(["state a -", "read a", "state a x1", "state a x2"]);
    });

    it("does the same for a mounted function, and costs no write when it did not change (T8)", async () => {
      const main = (given: Item) => async () => void (await mountEach([["k", given]], read));
      await test.succeed(main(item("x", 1)));
      await test.succeed(main(item("x", 2)));
      await test.succeed(main(item("x", 2)));
      expect(events()).toEqual(["state a -", "read a", "state a x1", "state a x2"]);
      await test.succeed(main(item("y", 2)));
      expect(events()).toEqual(["state a x2", "read a"]);
    });

    it("gives a mounted function's value again, and asks when it is waited for", async () => {
      const main = (given: Item) => async () => expect(await useMount(read, given)).toBe(given.version.content);
      for (const given of [item("x"), item("x", 1), item("y", 1)]) await test.succeed(main(given));
      expect(events()).toEqual(["state a -", "read a", "state a x0", "state a x1", "read a"]);
    });

    it('decides for a function with memo: "app" too, and is refreshed there', async () => {
      const shared = wrap(
        "memo-state/shared",
        { memo: "app" },
        async (given: Item) => void log.push(`shared ${given.name}`),
      );
      const main = (given: Item) => async () => await shared(given);
      for (const given of [item("x", 1), item("x", 2), item("x", 3), item("y", 3)]) await test.succeed(main(given));
      expect(events()).toEqual(["state a -", "shared a", "state a x1", "state a x2", "state a x3", "shared a"]);
    });

    it("is asked once for calls made at the same time", async () => {
      const given = item("x");
      await test.succeed(async () => void (await Promise.all([read(given), read(given)])));
      expect(events()).toEqual(["state a -", "read a"]);
    });

    it("takes away what an invalid call had declared", async () => {
      const save = wrap("memo-state/save", { memo: true }, async (given: Item, table: MemoryTable) => {
        for (const key of given.version.content) table.declare(key, 1);
      });
      const main = (given: Item) => async () => save(given, await database.mountTable("docs"));
      await test.succeed(main(item("ab")));
      await test.succeed(main(item("bc")));
      expect(database.rows("docs")).toEqual({ b: 1, c: 1 });
      await test.succeed(main(item("bc", 1)));
      expect(database.rows("docs")).toEqual({ b: 1, c: 1 });
    });
  });
}

describe("memo states (M6)", () => {
  it("of several arguments must all be valid, wherever they stand", async () => {
    const both = wrap(
      "memo-state/both",
      { memo: true },
      async (_given: { readonly list: readonly Item[] }) => void log.push("both"),
    );
    const main = (a: string, b: string) => async () => both({ list: [new Item("a", a), new Item("b", b)] });
    await test.succeed(main("x", "x"));
    await test.succeed(main("x", "y"));
    await test.succeed(main("x", "y"));
    expect(events().filter((event) => event === "both")).toHaveLength(2);
  });

  it("keep a synchronous function synchronous when they are found at once", async () => {
    const sync = wrap("memo-state/sync", { memo: true }, (given: Item) => given.version.content);
    const main = (): void => void log.push(sync(new Item("a", "x")));
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["state a -", "x", "state a x0", "x"]);
  });

  it("found asynchronously refuse a synchronous function, on the first run already", async () => {
    const sync = wrap("memo-state/refused", { memo: true }, (given: Item) => given.version.content);
    const report = await test.run(async () => void (await (sync(new Item("a", "x", 0, true)) as unknown)));
    expect(report.failures.map(({ error }) => (error as { code?: string }).code)).toEqual(["ASYNCHRONOUS_MEMO_STATE"]);
    expect(String(report.failures[0]?.error)).toContain("memo-state/refused");
  });

  it("that cannot be read are a miss, even where the answer to no state is 'valid'", async () => {
    class Etag {
      readonly tag: string;
      constructor(tag: string) {
        this.tag = tag;
      }
    }
    const codec = (version: number): void =>
      registerCodec({
        name: "memo-state/Etag",
        version,
        type: Etag,
        encode: ({ tag }: Etag) => tag,
        decode: (tag: unknown): Etag => new Etag(tag as string),
      });
    class Page {}
    Object.defineProperty(Page.prototype, memoKey, { value: () => "page" });
    Object.defineProperty(Page.prototype, memoState, { value: () => ({ state: new Etag("1"), valid: true }) });
    const fetchPage = wrap("memo-state/page", { memo: true }, async (_page: Page) => void log.push("fetch"));
    const called = async (): Promise<void> => fetchPage(new Page());
    const mounted = async (): Promise<void> => useMount(fetchPage, new Page());
    codec(1);
    await test.succeed(called);
    await test.succeed(called);
    expect(events()).toEqual(["fetch"]);
    codec(2);
    await test.succeed(called);
    expect(events()).toEqual(["fetch"]);
    await test.succeed(mounted);
    events();
    codec(3);
    await test.succeed(mounted);
    expect(events()).toEqual(["fetch"]);
  });

  it("are completed by what the run read", async () => {
    let hashed: string | undefined;
    class File {}
    Object.defineProperty(File.prototype, memoKey, { value: () => "file" });
    Object.defineProperty(File.prototype, memoState, {
      value: (previous: string | undefined) => {
        log.push(`previous ${previous}`);
        return { state: "unread", valid: previous === "hash", afterRun: () => hashed ?? "unread" };
      },
    });
    const load = wrap("memo-state/load", { memo: true }, async (_file: File) => {
      hashed = "hash";
      log.push("load");
    });
    await test.succeed(async () => load(new File()));
    await test.succeed(async () => load(new File()));
    expect(events()).toEqual(["previous undefined", "load", "previous hash"]);
  });

  it("that throw fail their component and leave the memo as it was", async () => {
    let broken = false;
    class Flaky {}
    Object.defineProperty(Flaky.prototype, memoKey, { value: () => "flaky" });
    Object.defineProperty(Flaky.prototype, memoState, {
      value: (previous: number | undefined) => {
        if (broken) throw new Error("no answer");
        return { state: 1, valid: previous === 1 };
      },
    });
    const use = wrap("memo-state/flaky", { memo: true }, async (_flaky: Flaky) => void log.push("use"));
    const main = async (): Promise<void> => void (await mountEach([["k", new Flaky()]], use));
    await test.succeed(main);
    broken = true;
    expect((await test.run(main)).failures.map(({ error }) => String(error))).toEqual(["Error: no answer"]);
    broken = false;
    await test.succeed(main);
    expect(events()).toEqual(["use"]);
  });

  it("of a call that was kept beneath another are asked for when it is made itself", async () => {
    const name = wrap("memo-state/by-name", { memo: true }, async (content: Map<string, string>, _name: string) => {
      const value = content.get("a") ?? "";
      return read(new Item("a", value));
    });
    const keyless = wrap("memo-state/keyless", { memo: true, memoKey: [null] }, async (content: Map<string, string>) =>
      name(content, "a"),
    );
    const main = (value: string) => async () => {
      const content = new Map([["a", value]]);
      log.push(`outer ${await keyless(content)}`, `inner ${await read(new Item("a", value))}`);
    };
    await test.succeed(main("x"));
    expect(events()).toEqual(
      ["state a -", "read a", "outer x", "state a x0", "inner x"].filter((event) => event !== "state a x0"),
    );
    await test.succeed(main("y"));
    expect(events()).toEqual(["state a x0", "read a", "outer x", "inner y"]);
  });
});
