import { afterEach, beforeEach, expect, it } from "vitest";
// oxlint-disable-next-line import/no-unassigned-import -- the engine, without which nothing is memoized
import "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
const log: string[] = [];
beforeEach(() => void (test = new TestApp()));
afterEach(() => test.dispose());

it("a call that runs above one that is replayed keeps what is beneath that, for runs in which it hits (M3, M8)", async () => {
  const inner = wrap("beneath/inner", { memo: true }, async (n: number) => log.push(`inner ${n}`));
  const main = (outerVersion: number, middleVersion: number) => {
    const middle = wrap("beneath/middle", { memo: true, version: middleVersion }, async (n: number) => {
      log.push("middle");
      return inner(n);
    });
    const outer = wrap("beneath/outer", { memo: true, version: outerVersion }, async (n: number) => {
      log.push("outer");
      return middle(n);
    });
    return async () => void (await outer(1));
  };
  const runs: string[][] = [];
  for (const [outer, middle] of [
    [1, 1],
    [2, 1],
    [2, 1],
    [2, 2],
  ] as const) {
    await test.succeed(main(outer, middle));
    runs.push(log.splice(0));
  }
  expect(runs).toEqual([["outer", "middle", "inner 1"], ["outer"], [], ["outer", "middle"]]);
});
