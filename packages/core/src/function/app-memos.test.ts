import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStateStore, type StateStore } from "../store/index.ts";
import { type AppMemo, AppMemos } from "./app-memos.ts";

let store: StateStore;
beforeEach(async () => {
  store = await openStateStore({ path: ":memory:" });
});
afterEach(() => store.close());

const memo = (last: number): AppMemo => ({
  fingerprint: Uint8Array.from({ length: 16 }, (_, index) => (index === 15 ? last : 7)),
  dependencySet: 1,
  states: [],
  value: Uint8Array.of(last),
  beneath: [],
});
const short = "\x07".repeat(8);

describe("app memos of two calls with one short hash", () => {
  it("never answer for each other, before and after they are stored", async () => {
    const state = await store.app("A");
    const [one, two] = [memo(1), memo(2)];
    const memos = new AppMemos(state, false);
    memos.made(short, one);
    expect(await memos.find(short, one.fingerprint)).toBe(one);
    expect(await memos.find(short, two.fingerprint)).toBeUndefined();
    await state.commit(memos.changes(new Uint8Array(0), new Set([short])));
    memos.stored([short]);
    expect((await memos.find(short, one.fingerprint))?.value).toEqual(Buffer.from(one.value));
    expect(await memos.find(short, two.fingerprint)).toBeUndefined();

    memos.made(short, two);
    expect(await memos.find(short, one.fingerprint)).toBeUndefined();
    await state.commit(memos.changes(new Uint8Array(0), new Set([short])));
    memos.stored([short]);
    expect((await memos.find(short, two.fingerprint))?.value).toEqual(Buffer.from(two.value));
    expect(await memos.find(short, one.fingerprint)).toBeUndefined();
  });

  it("are counted as one, and go with the last component that uses either", async () => {
    const state = await store.app("A");
    const used = Uint8Array.from(Buffer.from(short, "latin1"));
    const memos = new AppMemos(state, false);
    memos.made(short, memo(1));
    await state.commit(memos.changes(new Uint8Array(0), new Set([short])));
    memos.made(short, memo(2));
    await state.commit(memos.changes(new Uint8Array(0), new Set([short])));
    memos.stored([short]);
    await state.commit(memos.changes(used, new Set()));
    expect(await state.deleteUnusedAppMemos()).toBe(0);
    await state.commit(memos.changes(used, new Set()));
    expect(await state.deleteUnusedAppMemos()).toBe(1);
  });

  it("that are of another format are none", async () => {
    const state = await store.app("A");
    await state.commit([
      { kind: "put", table: "appMemo", key: Buffer.from(short, "latin1"), value: Uint8Array.of(1, 2, 3) },
    ]);
    expect(await new AppMemos(state, false).find(short, memo(1).fingerprint)).toBeUndefined();
  });
});
