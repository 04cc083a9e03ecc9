import { fn } from "@coco/connectorkit";
import { afterAll, describe, expect } from "vitest";
import { map, serialRunner } from "../../index.ts";
import * as functions from "../../runner/testing/pool-functions.ts";
import { pool, single, smallPool } from "../../runner/testing/pools.ts";
import { ROOT_RAN } from "../../testing/memo-ways.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const plain = (name: string): string => `${name}() in / ran: ${ALWAYS}`;
const FULL = { fullReprocess: true };

afterAll(async () => {
  await Promise.all([pool, single, smallPool].map((each) => each.close()));
});

describe("R8 Worker pool", () => {
  it("the memo stays in the main thread; what ran in the worker is told when it is back", async ({ logOf }) => {
    const main = async (): Promise<void> => expect(await functions.outer(1)).toBe(3);
    expect((await logOf(main)).toSorted()).toEqual(
      [ROOT_RAN, "outer() in / ran: new", plain("inner"), plain("innerNone")].toSorted(),
    );
    expect(await logOf(main)).toEqual([ROOT_RAN, "outer() in / reused"]);
  });

  it("calls made at once are one execution", async ({ logOf }) => {
    const main = async (): Promise<void> => void (await Promise.all([functions.outer(1), functions.outer(1)]));
    expect((await logOf(main)).toSorted()).toEqual(
      [ROOT_RAN, "outer() in / ran: new", "outer() in / shared", plain("inner"), plain("innerNone")].toSorted(),
    );
  });

  it("full reprocess runs it again", async ({ logOf }) => {
    const main = (): Promise<number> => functions.outer(1);
    await logOf(main);
    expect((await logOf(main, FULL)).toSorted()).toEqual(
      [ROOT_RAN, "outer() in / ran: everything is processed again", plain("inner"), plain("innerNone")].toSorted(),
    );
  });

  it("volatile() in the worker keeps it from being stored", async ({ logOf }) => {
    const main = (): Promise<number> => functions.outerVolatile(1);
    for (let run = 0; run < 2; run++) expect(await logOf(main)).toEqual([ROOT_RAN, "outerVolatile() in / ran: new"]);
  });

  it("batches are made in the main thread, and halved there", async ({ logOf }) => {
    const numbers = [11, 12, 13, 14];
    const main = async (): Promise<void> => void (await Promise.allSettled(numbers.map((n) => functions.batched(n))));
    expect(await logOf(main)).toEqual([
      ROOT_RAN,
      ...numbers.map(() => plain("batched")),
      "batched() ran for 4 calls at once",
      "batched() ran for 2 calls at once",
      "batched() ran for 2 calls at once",
      "batched() ran for 1 call",
      "batched() ran for 1 call",
    ]);
  });

  it("a failure there is that of the caller", async ({ logOf }) => {
    expect(await logOf(() => functions.throwing("range"))).toEqual([ROOT_RAN, plain("throwing"), "/ failed: too far"]);
  });

  it.for([
    { what: "mount", named: "mount" },
    { what: "useMount", named: "useMount" },
    { what: "mountEach", named: "mountEach" },
    { what: "useContext", named: 'useContext("runner/name")' },
    { what: "declareTargetState", named: "declareTargetState()" },
    { what: "useState", named: 'useState("state")' },
    { what: "generateId", named: "generateId()" },
  ])("$what in a worker is refused, and the runner named", async ({ named, what }, { logOf }) => {
    expect(await logOf(() => functions.forbidden(what))).toEqual([
      ROOT_RAN,
      plain("forbidden"),
      `/ failed: ${named} was called in a function that runs on the runner "test pool", in a worker thread.`,
    ]);
  });

  it("values cross by the codecs of M10, or are refused by their place", async ({ run }) => {
    const cents = await run(async () => (await functions.addCents(new functions.Money(5), 7)).cents);
    expect(cents.log).toEqual([ROOT_RAN, plain("addCents")]);
    expect(cents.report.result).toBe(12);
    const { log } = await run(() => functions.returnsFunction());
    expect(log.slice(0, 2)).toEqual([ROOT_RAN, plain("returnsFunction")]);
    expect(log[2]).toMatch(/^\/ failed: .*result of returnsFunction .*rows\[1\]/);
  });

  it("a worker that ends fails its call, and is replaced", async ({ logOf }) => {
    expect(await logOf(() => functions.crash("exit"))).toEqual([
      ROOT_RAN,
      plain("crash"),
      '/ failed: The worker thread of runner "small pool" ended while it ran crash, with exit code 3.',
    ]);
    expect(await logOf(() => functions.crash("not at all"))).toEqual([ROOT_RAN, plain("crash")]);
  });

  it("a serial runner runs one after the other, memoized in the component as ever", async ({ logOf }) => {
    const order: string[] = [];
    const f = fn({ name: "f", memo: true, runner: serialRunner(), deps: {} }, async (text: string) => {
      order.push(`${text} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${text} ends`);
    });
    const main =
      (...texts: string[]) =>
      async () =>
        void (await map(texts, (text) => f(text)));
    expect(await logOf(main("a", "b"))).toEqual([ROOT_RAN, "f() in / ran: new", "f() in / ran: new"]);
    expect(await logOf(main("b", "c"))).toEqual([ROOT_RAN, "f() in / reused", "f() in / ran: new"]);
    expect(order).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });
});
