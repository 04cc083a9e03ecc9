import { describe, expect } from "vitest";
import { mount, subpath, useMount } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { ROOT_RAN } from "../../testing/memo-ways.ts";
import { wrap } from "../../testing/wrap.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";

/** A component for each name, one after the other, that calls the function with the text given for it. */
const components = (memo: true | "app", texts: Readonly<Record<string, string>>) => {
  const f = work("f", { memo });
  const item = async (text: string): Promise<void> => void (await f(text));
  return async () => {
    for (const [name, text] of Object.entries(texts)) await useMount(subpath(name), item, text);
  };
};
const ran = (name: string): string => `${name} ran: ${ALWAYS}`;

interface History {
  readonly history: string;
  readonly memo: true | "app";
  /** The texts of the components in each run. */
  readonly runs: readonly Readonly<Record<string, string>>[];
  /** What the last run says beneath the components that it runs, in order. */
  readonly calls: readonly string[];
  readonly gone?: readonly string[];
}

const HISTORIES: readonly History[] = [
  {
    history: "a component memo: the same text in two components is computed twice",
    memo: true,
    runs: [{ a: "same", b: "same" }],
    calls: ["f() in a ran: new", "f() in b ran: new"],
  },
  {
    history: "an app memo: the same text in two components is computed once",
    memo: "app",
    runs: [{ a: "same", b: "same" }],
    calls: ["f() ran: new", "f() reused"],
  },
  {
    history: "a component memo: a copy is computed anew",
    memo: true,
    runs: [{ a: "same" }, { a: "same", copy: "same" }],
    calls: ["f() in a reused", "f() in copy ran: new"],
  },
  {
    history: "an app memo: a copy costs nothing",
    memo: "app",
    runs: [{ a: "same" }, { a: "same", copy: "same" }],
    calls: ["f() reused", "f() reused"],
  },
  {
    history: "a component memo: a component of another name computes anew",
    memo: true,
    runs: [{ old: "text" }, { renamed: "text" }],
    calls: ["f() in renamed ran: new"],
    gone: ["old"],
  },
  {
    history: "an app memo: a component of another name costs nothing",
    memo: "app",
    runs: [{ old: "text" }, { renamed: "text" }],
    calls: ["f() reused"],
    gone: ["old"],
  },
  {
    history: "a component memo: two components that swap their texts compute both",
    memo: true,
    runs: [
      { a: "one", b: "two" },
      { a: "two", b: "one" },
    ],
    calls: ["f() in a ran: new", "f() in b ran: new"],
  },
  {
    history: "an app memo: two components that swap their texts compute none",
    memo: "app",
    runs: [
      { a: "one", b: "two" },
      { a: "two", b: "one" },
    ],
    calls: ["f() reused", "f() reused"],
  },
  {
    history: "an app memo: kept while one of its components is there",
    memo: "app",
    runs: [{ a: "same", b: "same" }, { b: "same" }, { a: "same", b: "same" }],
    calls: ["f() reused", "f() reused"],
  },
  {
    history: "an app memo: kept while one of its components uses it",
    memo: "app",
    runs: [
      { a: "same", b: "same" },
      { a: "other", b: "same" },
      { a: "same", b: "same" },
    ],
    calls: ["f() reused", "f() reused"],
  },
  {
    history: "an app memo: gone with the last component that used it",
    memo: "app",
    runs: [{ a: "text" }, {}, { a: "text" }],
    calls: ["f() ran: new"],
  },
  {
    history: "an app memo: gone when nobody present used it in the last run",
    memo: "app",
    runs: [{ a: "text" }, { a: "other" }, { a: "text" }],
    calls: ["f() ran: new"],
  },
];

describe("M1 Hit: whose memo it is", () => {
  it.for(HISTORIES)("$history", async ({ calls, gone = [], memo, runs }, { logOf }) => {
    let log: readonly string[] = [];
    for (const texts of runs) log = await logOf(components(memo, texts));
    const names = Object.keys(runs.at(-1) ?? {});
    expect(log).toEqual([
      ROOT_RAN,
      ...names.flatMap((name, index) => [ran(name), calls[index]]),
      ...gone.map((name) => `${name} deleted`),
    ]);
  });

  it("an app memo: kept by a component that is unchanged, and so is not asked", async ({ logOf }) => {
    const main = (version: number) => {
      const shared = work("shared", { memo: "app" });
      const quiet = work("quiet", { memo: true }, async () => shared("x"));
      const loud = work("loud", { memo: true, version }, async () => shared("x"));
      return async () => {
        await useMount(quiet);
        if (version > 1) await useMount(loud);
      };
    };
    await logOf(main(1));
    expect(await logOf(main(1))).toEqual([ROOT_RAN, "@quiet is unchanged"]);
    expect(await logOf(main(2))).toEqual([ROOT_RAN, "@quiet is unchanged", "@loud ran: new", "shared() reused"]);
  });

  it("an app memo: kept by a call of a component that is answered from memory", async ({ logOf }) => {
    const main = (version: number) => {
      const shared = work("shared", { memo: "app" });
      const outer = work("outer", { memo: true, version }, async () => shared("x"));
      return async () => void (await outer());
    };
    await logOf(main(1));
    expect(await logOf(main(1))).toEqual([ROOT_RAN, "outer() in / reused"]);
    expect(await logOf(main(1))).toEqual([ROOT_RAN, "outer() in / reused"]);
    expect(await logOf(main(2))).toEqual([ROOT_RAN, "outer() in / ran: function outer changed", "shared() reused"]);
  });

  it("an app memo: two functions with equal arguments do not share", async ({ logOf }) => {
    const main = () => {
      const one = work("one", { memo: "app" });
      const two = work("two", { memo: "app" });
      return async () => {
        await one("x");
        await two("x");
      };
    };
    expect(await logOf(main())).toEqual([ROOT_RAN, "one() ran: new", "two() ran: new"]);
    expect(await logOf(main())).toEqual([ROOT_RAN, "one() reused", "two() reused"]);
  });

  it("a component has one memo of its own: the one of its last run", async ({ logOf }) => {
    const f = wrap("f", { memo: true }, (text: string) => text);
    const main = (text: string) => async () => void (await mount(f, text));
    await logOf(main("a"));
    for (const text of ["b", "a", "b"]) {
      expect(await logOf(main(text))).toEqual([ROOT_RAN, "@f ran: its item changed"]);
    }
    expect(await logOf(main("b"))).toEqual([ROOT_RAN, "@f is unchanged"]);
  });

  it("a component has a memo for each call that it makes", async ({ logOf }) => {
    const f = wrap("f", { memo: true }, (text: string) => text);
    const main =
      (...texts: string[]) =>
      () =>
        texts.forEach((text) => f(text));
    expect(await logOf(main("a", "b"))).toEqual([ROOT_RAN, "f() in / ran: new", "f() in / ran: new"]);
    expect(await logOf(main("b", "a", "c"))).toEqual([
      ROOT_RAN,
      "f() in / reused",
      "f() in / reused",
      "f() in / ran: new",
    ]);
  });
});
