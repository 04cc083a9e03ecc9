import { absent, type Sink, type StableKey, type TargetProvider, registerRootTargets } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { declareTargetState } from "@coco/connectorkit";
import { componentKey, pathOfKey } from "../component/component-path.ts";
import { mountEach } from "../index.ts";
import { type Entry, openStateStore } from "../store/index.ts";
import { checkStore } from "../testing/check-store.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let written: string[];
let refused: StableKey | undefined;
let onApply: () => void;

const sink: Sink<readonly [string, StableKey]> = {
  name: "flat",
  apply: async (actions) => {
    const results = actions.map(([verb, key]) => {
      if (key === refused) return new Error("refused");
      written.push(`${verb} ${String(key)}`);
      return undefined;
    });
    onApply();
    return results;
  },
};
const flat: TargetProvider<null> = registerRootTargets<null, null, readonly [string, StableKey]>("test.drop-at-once", {
  reconcile(key, desired, previous) {
    if (desired === absent) return { tracking: absent, action: { sink, payload: ["delete", key] } };
    if (previous.possible.length === 1 && !previous.mayBeMissing) return undefined;
    return { tracking: null, action: { sink, payload: ["write", key] } };
  },
});
const item = wrap("drop-at-once/item", { memo: true }, async (key: string) => {
  declareTargetState(flat.state(key, null));
});
const main = async (): Promise<void> => {
  await mountEach(
    ["a", "b", "c"].map((key) => [key, key] as const),
    item,
  );
};

beforeEach(() => {
  test = new TestApp();
  written = [];
  refused = undefined;
  onApply = () => undefined;
});
afterEach(() => test.dispose());

describe("a drop that need not note each deletion (T10)", () => {
  it("notes them after all where one failed: the next drop deletes that one alone", async () => {
    await test.succeed(main);
    refused = "b";
    written = [];
    await expect(test.drop()).rejects.toMatchObject({ code: "UPDATE_FAILED" });
    expect(written).toEqual(["delete a", "delete c"]);
    expect((await checkStore(test.storePath, "Test", false)).problems).toEqual([]);
    refused = undefined;
    written = [];
    await test.drop();
    expect(written).toEqual(["delete b"]);
    expect((await checkStore(test.storePath, "Test", true)).tracked).toEqual([]);
  });

  it("that failed leaves what an update needs", async () => {
    await test.succeed(main);
    refused = "b";
    await expect(test.drop()).rejects.toThrow();
    refused = undefined;
    written = [];
    await test.succeed(main);
    expect(written).toEqual(["write a", "write b", "write c"]);
  });

  it("asks who owns the states where two components track one: it is deleted once", async () => {
    await test.succeed(main);
    const opened = await openStateStore({ path: test.storePath });
    const state = await opened.app("Test");
    const entries = await state.page("component", { prefix: new Uint8Array(0), limit: 10 });
    const first = entries.find(({ key }) => pathOfKey(key).at(-1) === "a") as Entry;
    const key = componentKey([...pathOfKey(first.key).slice(0, -1), "d"]);
    await state.commit([{ kind: "put", table: "component", key, value: first.value }]);
    await opened.close();
    written = [];
    await test.drop();
    expect(written).toEqual(["delete a", "delete b", "delete c"]);
  });

  it("deletes what nobody is noted for", async () => {
    await test.succeed(main);
    const opened = await openStateStore({ path: test.storePath });
    const state = await opened.app("Test");
    const [owner] = await state.page("owner", { prefix: new Uint8Array(0), limit: 10 });
    await state.commit([{ kind: "delete", table: "owner", key: (owner as Entry).key }]);
    await opened.close();
    written = [];
    await test.drop();
    expect(written).toEqual(["delete a", "delete b", "delete c"]);
  });

  it.each(["drop", "update"])("that was stopped is done again: by the next %s", async (next) => {
    await test.succeed(main);
    const controller = new AbortController();
    onApply = () => controller.abort();
    const stopped = test.define(() => undefined).drop({ signal: controller.signal });
    await stopped.catch(() => undefined);
    onApply = () => undefined;
    written = [];
    if (next === "drop") await test.drop();
    else await test.succeed(main);
    const verb = next === "drop" ? "delete" : "write";
    expect(written).toEqual(["a", "b", "c"].map((key) => `${verb} ${key}`));
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});
