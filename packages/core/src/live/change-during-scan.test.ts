import { describe, expect } from "vitest";
import { LiveMap, mountEach } from "../index.ts";
import { it } from "../testing/engine-test.ts";
import { LiveUpdate } from "./testing/live-update.ts";

describe("a change that a source reports while it is looked through", () => {
  it("is carried through after that look, which does not wait for it", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["one", "a1"]]);
    let changed: Promise<{ ready(): Promise<void> }> | undefined;
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(source, function item(text: string) {
        changed ??= source.set("two", "b1");
        table.declare(text.slice(0, 1), text);
      });
    });
    await update.ready;
    await (await changed)?.ready();
    expect(database.rows("docs")).toEqual({ a: "a1", b: "b1" });
    expect((await update.stop()).failures).toEqual([]);
  });
});
