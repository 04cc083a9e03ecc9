import { describe, expect, it } from "vitest";
import type { Change } from "../change.ts";
import { orderChanges } from "./order-changes.ts";

const key = (text: string): Uint8Array => Buffer.from(text);
const put = (table: "component" | "owner", name: string, value: string): Change => ({
  kind: "put",
  table,
  key: key(name),
  value: key(value),
});

describe("the changes of a commit", () => {
  it("are applied table by table, in byte order of their keys, the last of each; owners as they come", () => {
    const { entries } = orderChanges([
      put("component", "", "0"),
      put("owner", "b", "1"),
      put("component", "\u{1f600}", "2"),
      put("component", "\uffff", "3"),
      put("owner", "a", "4"),
      { kind: "delete", table: "owner", key: key("b") },
      put("component", "", "5"),
    ]);
    const shown = entries.map(([table, list]) => [
      table,
      ...list.map((one) => `${one.kind} ${Buffer.from(one.key).toString()}`),
    ]);
    expect(shown).toEqual([
      ["component", "put ", "put \uffff", "put \u{1f600}"],
      ["owner", "put b", "put a", "delete b"],
    ]);
  });

  it("add up the users of a memo, and forget sums of nothing", () => {
    const use = (name: string, by: number): Change => ({ kind: "use", key: key(name), by });
    const { uses } = orderChanges([use("b", 1), use("a", 2), use("b", -1), use("a", 1), use("c", -3)]);
    expect(uses.map((one) => [Buffer.from(one.key).toString(), one.by])).toEqual([
      ["a", 3],
      ["c", -3],
    ]);
  });
});
