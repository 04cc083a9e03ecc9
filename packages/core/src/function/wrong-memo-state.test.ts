import { memoKey, memoState } from "@coco/connectorkit";
import { afterEach, beforeEach, expect, it } from "vitest";
import { contextKey, mountEach, useContext, useMount } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

class Page {
  answer: unknown;
  constructor(answer: unknown) {
    this.answer = answer;
  }
}
Object.defineProperty(Page.prototype, memoKey, { value: (): string => "page" });
Object.defineProperty(Page.prototype, memoState, {
  value(this: Page): unknown {
    return this.answer;
  },
});

const read = wrap("wrong-memo-state/read", { memo: true }, async (_page: Page) => "read");
const shared = wrap("wrong-memo-state/shared", { memo: "app" }, async (_page: Page) => "read");

it.each([
  [true, "returned the boolean true"],
  [Promise.resolve(false), "returned the boolean false"],
  [undefined, "returned undefined"],
  [null, "returned null"],
  [{ valid: true }, "returned an object without `state`"],
  [{ state: 1 }, "returned undefined as `valid`"],
  [{ state: 1, valid: "yes" }, 'returned the string "yes" as `valid`'],
  [{ state: 1, valid: true, afterRun: 1 }, "returned the number 1 as `afterRun`"],
])("a memo state method that answers %j is refused, with the name of its class", async (answer, problem) => {
  const error = { name: "MemoError", code: "MEMO_STATE", message: expect.stringContaining(problem) as unknown };
  const seen: unknown[] = [];
  const failed = (thrown: unknown): void => void seen.push(thrown);
  const report = await test.run(async () => {
    await (async () => await read(new Page(answer)))().catch(failed);
    await (async () => await shared(new Page(answer)))().catch(failed);
    await useMount(read, new Page(answer)).catch(failed);
  });
  expect(report.failures).toEqual([]);
  expect(seen).toEqual(Array.from({ length: 3 }, () => expect.objectContaining(error)));
  expect(String(seen[0])).toContain("The [memoState]() of Page must return { state, valid }, and returned ");
});

it("also where the item of a scan had a good answer before", async () => {
  const page = new Page({ state: 1, valid: true });
  const main = async (): Promise<void> => void (await mountEach([["a", page]] as const, read));
  await test.run(main);
  expect((await test.run(main)).failures).toEqual([]);
  for (const answer of [true, null, { state: 1, valid: 1 }]) {
    page.answer = answer;
    expect((await test.run(main)).failures.map(({ error }) => error)).toEqual([
      expect.objectContaining({ code: "MEMO_STATE" }),
    ]);
  }
});

it("a state that cannot be stored is called the memo state of its class, wherever it is asked for", async () => {
  const message = "The value of the memo state of Page cannot be stored: state.parse is the function parse.";
  const bad = new Page({ state: { parse: () => 1 }, valid: true });
  const completed = new Page({ state: 1, valid: true, afterRun: () => ({ parse: () => 1 }) });
  for (const page of [bad, completed]) {
    const seen: unknown[] = [];
    const failed = (thrown: unknown): void => void seen.push(thrown);
    const report = await test.run(async () => {
      await (async () => await read(page))().catch(failed);
      await (async () => await shared(page))().catch(failed);
      await useMount(read, page).catch(failed);
    });
    expect(report.failures).toEqual([]);
    expect(seen).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ message: expect.stringContaining(message) })),
    );
  }
  const key = contextKey<Page>("wrong-memo-state/page", { detectChange: true });
  const updating = test.run(async () => useContext(key), { lifespan: (env) => env.provide(key, bad) });
  await expect(updating).rejects.toThrow(message);
});
