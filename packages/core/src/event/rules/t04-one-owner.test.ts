import { describe, expect } from "vitest";
import {
  EDITED,
  expectStages,
  failed,
  gone,
  NEW,
  opened,
  ran,
  takenOver,
  unchanged,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { at, directions, docs, type Items, memo, oneByOne, type Rows } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

describe("T4 One owner: a state goes to another component", () => {
  const orders = ["both are written together", "the former owner is written first", "the new one is written first"];
  const formers = {
    "declares it no more": { rows: {}, end: [] },
    fails: { rows: { k: "old", fail: "" }, end: ["broken"] },
  };
  const values = { "as it was": [], changed: [updated] };
  const cases = directions.flatMap((direction) =>
    orders.flatMap((order) =>
      Object.entries(formers).flatMap(([how, former]) =>
        Object.entries(values).map(([what, written]) => ({ ...direction, order, how, former, what, written })),
      ),
    ),
  );

  it.for(cases)("from $from, which $how, to $to, $what; $order", async (given, { database, logOf }) => {
    const { former, from, order, to, written } = given;
    const before = { [from]: { k: "old" }, [to]: {} } as Record<string, Rows>;
    const value = written.length > 0 ? "new" : "old";
    const after = { [from]: former.rows, [to]: { k: value } } as Record<string, Rows>;
    await logOf(docs(database, Object.entries(before), memo));

    const ofFormer = [ran(at(from), EDITED), ...former.end.map((message) => failed(at(from), message))];
    const moved = [takenOver("t/k", at(from), at(to)), ...written.map((write) => write("t/k", at(to), EDITED))];
    if (order === orders[0]) {
      const log = await logOf(docs(database, Object.entries(after), memo));
      const others = [ran(at(to), EDITED), ...ofFormer];
      expectStages(log, opened("t"), others, ...moved.map((line) => [line]));
    } else {
      const isFormerFirst = order === orders[1];
      const items = (isFormerFirst ? [from, to] : [to, from]).map((name) => [name, after[name] as Rows] as const);
      const ofNew = [ran(at(to), EDITED), ...moved];
      expect(await logOf(docs(database, items, memo), oneByOne)).toEqual([
        ...opened("t"),
        ...(isFormerFirst ? [...ofFormer, ...ofNew] : [...ofNew, ...ofFormer]),
      ]);
    }
    expect(database.rows("t")).toEqual({ k: value });
    expectStages(await logOf(docs(database, Object.entries({ [from]: {}, [to]: { k: value } }), memo)), opened("t"), [
      former.end.length > 0 ? ran(at(from), UNFINISHED) : unchanged(at(from)),
      unchanged(at(to)),
    ]);
  });

  it.for(directions.flatMap((direction) => ["old", "new"].map((value) => ({ ...direction, value }))))(
    "from $from, which is gone, to $to, $value",
    async ({ from, to, value }, { database, logOf }) => {
      await logOf(docs(database, [[from, { k: "old" }]], memo));
      expect(await logOf(docs(database, [[to, { k: value }]], memo))).toEqual([
        ...opened("t"),
        ran(at(to), NEW),
        takenOver("t/k", at(from), at(to)),
        ...(value === "old" ? [] : [updated("t/k", at(to), NEW)]),
        gone(at(from)),
      ]);
    },
  );

  it("along a chain of components, one update each", async ({ database, logOf }) => {
    await logOf(docs(database, [["a", { k: "a" }]], memo));
    for (const [from, to] of ["ab", "bc", "ca"].map((pair) => [...pair] as [string, string])) {
      expect(await logOf(docs(database, [[to, { k: to }]], memo))).toEqual([
        ...opened("t"),
        ran(at(to), NEW),
        takenOver("t/k", at(from), at(to)),
        updated("t/k", at(to), NEW),
        gone(at(from)),
      ]);
    }
  });

  it.for([
    { how: "together", options: {} },
    { how: "one by one", options: oneByOne },
  ])("while the other's state comes back in exchange, written $how", async ({ options }, { database, logOf }) => {
    await logOf(docs(database, Object.entries({ a: { k: "a" }, b: { l: "b" } }), memo));
    const log = await logOf(docs(database, Object.entries({ a: { l: "a" }, b: { k: "b" } }), memo), options);
    expect(log.toSorted()).toEqual(
      [
        ...opened("t"),
        ran("docs/a", EDITED),
        ran("docs/b", EDITED),
        takenOver("t/l", "docs/b", "docs/a"),
        takenOver("t/k", "docs/a", "docs/b"),
        updated("t/l", "docs/a", EDITED),
        updated("t/k", "docs/b", EDITED),
      ].toSorted(),
    );
  });

  it.for([
    { how: "in two groups and more, for there are more than fit into one", count: 300, options: {} },
    { how: "in a group each", count: 40, options: oneByOne },
  ])("in a circle of $count components, written $how", async ({ count, options }, { database, logOf }) => {
    const name = (index: number): string => `d${String(index % count).padStart(3, "0")}`;
    const circle = (shift: number): Items =>
      Array.from({ length: count }, (_, index) => [name(index), { [`k${name(index + shift)}`]: `v${shift}` }]);
    await logOf(docs(database, circle(0), memo));
    const log = await logOf(docs(database, circle(1), memo), options);
    const expected = Array.from({ length: count }, (_, index) => index).flatMap((index) => [
      ran(at(name(index)), EDITED),
      takenOver(`t/k${name(index + 1)}`, at(name(index + 1)), at(name(index))),
      updated(`t/k${name(index + 1)}`, at(name(index)), EDITED),
    ]);
    expect(log.toSorted()).toEqual([...opened("t"), ...expected].toSorted());
  });
});
