import { describe, expect } from "vitest";
import { CancelledError, LiveMap, mountEach } from "../index.ts";
import { it } from "../testing/engine-test.ts";
import { LiveUpdate } from "./testing/live-update.ts";

describe("the end of a live update (R4)", () => {
  it("lets what is being written be written, leaves what waits to the next run, and says so", async ({
    app,
    database,
  }) => {
    const source = new LiveMap<string>("texts", [["x", "a1"]]);
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      await mountEach(source, function item(text: string) {
        table.declare(text.slice(0, 1), text);
      });
    };
    const update = new LiveUpdate(app, main);
    await update.ready;
    await source.set("x", "a2");
    await source.set("y", "b1");
    expect((await update.stop()).status).toBe("stopped");
    await app.succeed(main);
    expect(database.rows("docs")).toEqual({ a: "a2", b: "b1" });
  });

  it("rejects, as every stopped update does", async ({ app }) => {
    const controller = new AbortController();
    const source = new LiveMap<string>("texts");
    const handle = app
      .define(() => mountEach(source, function item() {}))
      .update({ live: true, signal: controller.signal });
    await handle.ready();
    controller.abort();
    await expect(handle.result()).rejects.toBeInstanceOf(CancelledError);
  });

  it("comes when the app is dropped: that stops it first", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["x", "a1"]]);
    const defined = app.define(async () => {
      const table = await database.mountTable("docs");
      await mountEach(source, function item(text: string) {
        table.declare(text.slice(0, 1), text);
      });
    });
    const handle = defined.update({ live: true, failures: "report" });
    await handle.ready();
    await defined.drop();
    expect((await handle).status).toBe("stopped");
    expect(database.tables.size).toBe(0);
  });

  it("comes with a failure of the app's own function", async ({ app }) => {
    const source = new LiveMap<string>("texts");
    const update = new LiveUpdate(app, async () => {
      await mountEach(source, function item() {});
      throw new Error("broken");
    });
    expect(await update.outcome).toMatchObject({ status: "failed", failures: [{ kind: "root" }] });
  });
});
