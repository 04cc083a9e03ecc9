import { describe, expect } from "vitest";
import { fn } from "@coco/connectorkit";
import { mount, mountEach } from "../index.ts";
import { it } from "../testing/engine-test.ts";
import { wrap } from "../testing/wrap.ts";

describe("the event log", () => {
  it("tells in order what ran and why, and what became of the target", async ({ database, logOf }) => {
    const upper = wrap("upper", { memo: true }, (text: string) => text.toUpperCase());
    const main =
      (...texts: string[]) =>
      async () => {
        const table = await database.mountTable("docs");
        await mountEach(new Map(texts.map((text) => [text, text])), function store(text: string) {
          table.declare(text, upper(text));
        });
      };
    expect(await logOf(main("a"))).toEqual([
      "/ ran: runs every time (not memoized)",
      "@target/test.memory.db/docs ran: runs every time (not memoized)",
      "test.memory.db/docs created by @target/test.memory.db/docs: new",
      "@store/a ran: runs every time (not memoized)",
      "upper() in @store/a ran: new",
      "test.memory.db/docs/a created by @store/a: new",
    ]);
    expect(await logOf(main("a"))).toEqual([
      "/ ran: runs every time (not memoized)",
      "@target/test.memory.db/docs ran: runs every time (not memoized)",
      "@store/a ran: runs every time (not memoized)",
      "upper() in @store/a reused",
    ]);
    expect(await logOf(main())).toEqual([
      "/ ran: runs every time (not memoized)",
      "@target/test.memory.db/docs ran: runs every time (not memoized)",
      "test.memory.db/docs/a deleted by @store/a: its component is gone",
      "@store/a deleted",
    ]);
  });

  it("says nothing of what lies beneath an unchanged component", async ({ logOf }) => {
    const inner = wrap("inner", { memo: true }, (text: string) => text);
    const outer = wrap("outer", { memo: true }, (text: string) => inner(text));
    const main = async (): Promise<void> => void (await mount(outer, "x"));
    expect(await logOf(main)).toEqual([
      "/ ran: runs every time (not memoized)",
      "@outer ran: new",
      "inner() in @outer ran: new",
    ]);
    expect(await logOf(main)).toEqual(["/ ran: runs every time (not memoized)", "@outer is unchanged"]);
  });

  it("tells of a failure once, in the component where it came up", async ({ logOf }) => {
    const main = (): unknown =>
      mount(function bad() {
        throw new Error("no");
      });
    expect(await logOf(main)).toEqual([
      "/ ran: runs every time (not memoized)",
      "@bad ran: runs every time (not memoized)",
      "@bad failed: no",
    ]);
  });

  it("tells of a state that goes from one component to another", async ({ database, logOf }) => {
    const declaredBy = (name: string) => async () => {
      const table = await database.mountTable("docs");
      await mount(wrap(name, {}, () => table.declare("row", "v")));
    };
    await logOf(declaredBy("first"));
    const log = await logOf(declaredBy("second"));
    expect(log).toContain("test.memory.db/docs/row goes from @first to @second");
    expect(log.filter((line) => line.includes("deleted by"))).toEqual([]);
  });

  it("is taken by a listener whose own errors change nothing", async ({ app }) => {
    const made = app.define(() => mount(fn({ name: "one", deps: {} }, () => undefined)));
    await made.update({
      onEvent: () => {
        throw new Error("listener broke");
      },
    });
    expect(app.log).toEqual(["Test: the listener for events failed: listener broke"]);
  });

  it("is that of a drop as well", async ({ app, database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      table.declare("row", "v");
    };
    await logOf(main);
    const kinds: string[] = [];
    await app.define(main).drop({ onEvent: (event) => void kinds.push(event.kind) });
    expect(kinds).toEqual(["targetChanged", "componentDeleted", "componentDeleted"]);
  });
});
