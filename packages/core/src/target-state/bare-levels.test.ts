import { absent, declareTargetState, registerRootTargets, type Sink, type StableKey } from "@coco/connectorkit";
import SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach, subpath } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let deleted: StableKey[];
const sink: Sink<StableKey> = {
  name: "bare",
  apply: async (actions) => void deleted.push(...actions),
};
const target = registerRootTargets<null, null, StableKey>("test.bare-levels", {
  reconcile: (key, desired) =>
    desired === absent
      ? { tracking: absent, action: { sink, payload: key } }
      : { tracking: null, action: { sink, payload: key } },
});

/** Of every second one states are declared. */
const mixed = wrap("bare-levels/mixed", { memo: true }, async (index: number) => {
  if (index % 2 === 0) declareTargetState(target.state(`mixed ${index}`, null));
});
const bare = wrap("bare-levels/bare", { memo: true }, async (_index: number) => undefined);
const inner = wrap("bare-levels/inner", { memo: true }, async (_index: number) => {
  declareTargetState(target.state("inner", null));
});
const outer = wrap("bare-levels/outer", { memo: true }, async (index: number) => {
  if (index === 1) await mountEach(numbers(1), inner);
});
const alone = wrap("bare-levels/alone", { memo: true }, async () => undefined);

function numbers(count: number): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, index) => [index, index] as const);
}

const main = async (): Promise<void> => {
  await mountEach(numbers(5), mixed);
  await mountEach(numbers(4), bare);
  await mountEach(numbers(3), outer);
  await mount(subpath("alone"), alone);
  await mount(alone);
};

beforeEach(() => {
  test = new TestApp();
  deleted = [];
});
afterEach(() => test.dispose());

describe("components without target states of an app that is dropped (T10)", () => {
  it.each(["told of", "not told of"])("are counted where each is %s, and where it is not", async (told) => {
    await test.succeed(main);
    deleted = [];
    const events: string[] = [];
    const onEvent = (event: { readonly kind: string }): void => void events.push(event.kind);
    const report = await test.define(() => undefined).drop(told === "told of" ? { onEvent } : {});
    expect(new Set(deleted)).toEqual(new Set(["inner", "mixed 0", "mixed 2", "mixed 4"]));
    const counts = Object.entries(report.stats.components).map(([name, { deleted }]) => [name, deleted]);
    expect(Object.fromEntries(counts)).toMatchObject({
      "bare-levels/mixed": 5,
      "bare-levels/bare": 4,
      "bare-levels/outer": 3,
      "bare-levels/inner": 1,
      "bare-levels/alone": 1,
    });
    if (told === "told of") expect(events.filter((kind) => kind === "componentDeleted")).toHaveLength(16);
  });

  it("are looked at where what is stored of them is damaged: whatever it was, it is told", async () => {
    await test.succeed(main);
    const file = new SqliteDatabase(test.storePath);
    const { key } = file
      .prepare("SELECT key FROM component WHERE instr(key, CAST('levels/bare' AS BLOB)) LIMIT 1")
      .get() as {
      key: Uint8Array;
    };
    file
      .prepare("UPDATE component SET value = CAST(substr(value, 1, 2) || x'0102030405' AS BLOB) WHERE key = ?")
      .run(key);
    file.close();
    deleted = [];
    await test.define(() => undefined).drop();
    expect(test.log.join("\n")).toContain("cannot be read");
  });
});
