import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateId, generateUuid, IdGenerator, map, mountEach, subpath, useMount, UuidGenerator } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;

beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

/** What `main` gives when the app runs it. */
async function valueOf<T>(main: () => T | Promise<T>, app: TestApp = test, fullReprocess = false): Promise<T> {
  const report = await app.succeed(main, { fullReprocess });
  return report.result as T;
}

const idsOf = (texts: readonly string[], deps?: unknown) => async () => {
  const ids = new IdGenerator(deps);
  const given: [string, number][] = [];
  for (const text of texts) given.push([text, await ids.next(text)]);
  return given;
};

describe("IdGenerator (T12)", () => {
  it("gives distinct integers from 1 on, the same ones in every run", async () => {
    const first = await valueOf(idsOf(["a", "b", "a"]));
    expect(first).toEqual([
      ["a", 1],
      ["b", 2],
      ["a", 3],
    ]);
    expect(await valueOf(idsOf(["a", "b", "a"]))).toEqual(first);
  });

  it("leaves the others alone when something is inserted, removed or moved", async () => {
    await valueOf(idsOf(["a", "b", "c"]));
    expect(await valueOf(idsOf(["new", "a", "b", "c"]))).toEqual([
      ["new", 4],
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ]);
    expect(await valueOf(idsOf(["c", "a", "new"]))).toEqual([
      ["c", 3],
      ["a", 1],
      ["new", 4],
    ]);
  });

  it("never gives a number twice, also when its text has been gone for a run", async () => {
    await valueOf(idsOf(["a", "b"]));
    await valueOf(idsOf(["a"]));
    expect(await valueOf(idsOf(["a", "b"]))).toEqual([
      ["a", 1],
      ["b", 3],
    ]);
  });

  it("keeps to its numbers when calls are made at once", async () => {
    const main = (texts: string[]) => async () => {
      const ids = new IdGenerator();
      const given = await map(texts, async (text) => {
        await new Promise((resolve) => setImmediate(resolve));
        return [text, await ids.next(text)] as const;
      });
      return new Map(given);
    };
    const first = await valueOf(main(["a", "b", "c"]));
    const second = await valueOf(main(["c", "x", "a", "b"]));
    for (const [text, id] of first) expect(second.get(text)).toBe(id);
    expect(new Set(second.values()).size).toBe(4);
  });

  it("tells generators with other deps apart", async () => {
    const main = async (): Promise<number[]> => [
      await new IdGenerator("x").next("a"),
      await new IdGenerator("y").next("a"),
    ];
    const first = await valueOf(main);
    expect(new Set(first).size).toBe(2);
    expect(
      await valueOf(async () => [await new IdGenerator("y").next("a"), await new IdGenerator("x").next("a")]),
    ).toEqual([...first].reverse());
  });

  it("gives distinct numbers in different components, each its own again", async () => {
    const given = new Map<string, number>();
    const one = async (name: string): Promise<void> => void given.set(name, await new IdGenerator().next("same"));
    await test.succeed(
      async () =>
        void (await mountEach(
          [
            ["a", "a"],
            ["b", "b"],
          ],
          one,
        )),
    );
    const first = new Map(given);
    expect(new Set(first.values()).size).toBe(2);
    await test.succeed(
      async () =>
        void (await mountEach(
          [
            ["b", "b"],
            ["c", "c"],
            ["a", "a"],
          ],
          one,
        )),
    );
    for (const [name, id] of first) expect(given.get(name)).toBe(id);
    expect(new Set(given.values()).size).toBe(3);
  });

  it("keeps them under full reprocess, and hands none out again that a failed run had", async () => {
    const first = await valueOf(idsOf(["a", "b"]));
    expect(await valueOf(idsOf(["a", "b"]), test, true)).toEqual(first);
    await test.run(async () => {
      await idsOf(["x", "y"])();
      throw new Error("broken");
    });
    const after = await valueOf(idsOf(["a", "b", "z"]));
    expect(after.slice(0, 2)).toEqual(first);
    expect(after[2]?.[1]).toBeGreaterThan(2);
  });

  it("may not be handed to a memoized function (M11)", async () => {
    const takes = wrap("identifiers/takes", { memo: true }, async (_ids: IdGenerator) => undefined);
    for (const call of [async () => takes(new IdGenerator()), async () => useMount(takes, new IdGenerator())]) {
      const report = await test.run(call);
      expect(report.failures.map(({ error }) => (error as { code?: string }).code)).toEqual([
        "ARGUMENT_NOT_MEMO_KEYABLE",
      ]);
      expect(String(report.failures[0]?.error)).toContain("identifiers/takes");
    }
  });

  it("outside of an app is an error", async () => {
    await expect(new IdGenerator().next("a")).rejects.toMatchObject({ code: "NO_COMPONENT" });
  });
});

describe("identifiers in a memoized function (M11)", () => {
  const chunks = (version: number): ((text: string) => Promise<[string, number][]>) =>
    wrap("identifiers/chunks", { memo: true, version }, async (text: string) => idsOf(text.split(" "))());

  it("stay the component's when the call hits, when it runs again, and for its neighbours", async () => {
    const main =
      (version: number, ...texts: string[]) =>
      async () =>
        map(texts, chunks(version));
    const first = await valueOf(main(1, "a b", "b c"));
    expect(new Set(first.flat().map(([, id]) => id)).size).toBe(4);
    expect(await valueOf(main(1, "a b", "b c"))).toEqual(first);
    expect(await valueOf(main(2, "a b", "b c"))).toEqual(first);
    const withNew = await valueOf(main(2, "b d", "b c", "a b"));
    expect(withNew.slice(1)).toEqual([...first].reverse());
    expect(new Set(withNew.flat().map(([, id]) => id)).size).toBe(6);
  });

  it("do not make a caller run that was not concerned", async () => {
    let ran = 0;
    const outer = wrap("identifiers/outer", { memo: true }, async (text: string) => {
      ran += 1;
      return chunks(1)(text);
    });
    const main = async (): Promise<unknown> => [await chunks(1)("a b"), await outer("a b")];
    const first = await valueOf(main);
    expect(await valueOf(main)).toEqual(first);
    expect(ran).toBe(1);
  });
});

describe("generateId and generateUuid (T12)", () => {
  it("give one identifier for equal dependencies within a component, at every call and in every run", async () => {
    const inMemo = wrap("identifiers/in-memo", { memo: true }, async (text: string) => generateId(text));
    const main = async (): Promise<unknown> => [
      await generateId("a"),
      await generateId("b"),
      await generateId("a"),
      await inMemo("a"),
    ];
    const first = await valueOf(main);
    expect(first).toEqual([1, 2, 1, 1]);
    expect(await valueOf(main)).toEqual(first);
    const uuids = async (): Promise<string[]> =>
      (await Promise.all(["a", "b", "a"].map((dep) => generateUuid(dep)))).map(String);
    const [a, b, again] = await valueOf(uuids);
    expect(a).toBe(again);
    expect(a).not.toBe(b);
    expect(await valueOf(uuids)).toEqual([a, b, again]);
  });

  it("take any dependency that can be fingerprinted, in any order of its properties", async () => {
    const [a, b] = await valueOf(async () => [await generateId({ x: 1, y: [2] }), await generateId({ y: [2], x: 1 })]);
    expect(a).toBe(b);
  });
});

describe("UuidGenerator (T12)", () => {
  const uuidsOf = (texts: readonly string[], deps?: unknown) => async () => {
    const uuids = new UuidGenerator(deps);
    const given: string[] = [];
    for (const text of texts) given.push(String(await uuids.next(text)));
    return given;
  };

  it("gives distinct ones, the same in every run and in a run from scratch", async () => {
    const first = await valueOf(uuidsOf(["a", "b", "a"]));
    expect(new Set(first).size).toBe(3);
    await valueOf(uuidsOf(["b"]));
    expect(await valueOf(uuidsOf(["a", "b", "a"]))).toEqual(first);
    const scratch = new TestApp();
    try {
      expect(await valueOf(uuidsOf(["a", "b", "a"]), scratch)).toEqual(first);
    } finally {
      scratch.dispose();
    }
  });

  it("are distinct for two generators of one component, and for memoized calls that each make their own, also on hits", async () => {
    const own = wrap("identifiers/uuids", { memo: true }, async (_text: string) =>
      String(await new UuidGenerator().next("same")),
    );
    const main = (texts: string[]) => async () => {
      const given = await map(texts, async (text) => [text, await own(text)] as const);
      const plain = [String(await new UuidGenerator().next("same")), String(await new UuidGenerator().next("same"))];
      return { given: new Map(given), plain };
    };
    const first = await valueOf(main(["a", "b"]));
    expect(new Set([...first.given.values(), ...first.plain]).size).toBe(4);
    const second = await valueOf(main(["c", "b", "a"]));
    for (const [text, uuid] of first.given) expect(second.given.get(text)).toBe(uuid);
    expect(second.plain).toEqual(first.plain);
    expect(await valueOf(main(["c", "b", "a"]), new TestApp())).toEqual(second);
  });

  it("depend on component, deps and occurrence", async () => {
    const one = uuidsOf(["a"]);
    const all = await valueOf(async () => [
      ...(await useMount(subpath("x"), one)),
      ...(await useMount(subpath("y"), one)),
      ...(await uuidsOf(["a", "a"])()),
      ...(await uuidsOf(["a"], "other")()),
    ]);
    expect(new Set(all).size).toBe(5);
    for (const uuid of all)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
