import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type App, checkCancelled, inspect, mount, subpath } from "../index.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";

const database = new MemoryDatabase("drop-while-updating");
let test = new TestApp();
beforeEach(() => {
  test.dispose();
  test = new TestApp();
  database.takeLog();
});
afterAll(() => test.dispose());

describe("an app that is dropped while it is updated (R4, T10)", () => {
  it("stops the update, and then nothing is left of what that wrote", async () => {
    const wrote = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const app = test.define(async () => {
      const table = await database.mountTable("t");
      const first = await mount(subpath("first"), () => table.declare("a", 1));
      await first.ready();
      wrote.resolve();
      await stopped.promise;
      checkCancelled();
    });
    const update = app.update({ logFailures: false });
    const outcome = update.result().catch((error: unknown) => error);
    await wrote.promise;
    expect(database.rows("t")).toEqual({ a: 1 });
    const drop = app.drop();
    stopped.resolve();
    expect(await outcome).toMatchObject({ code: "CANCELLED", cause: { code: "APP_DROPPED" } });
    expect((await drop).status).toBe("done");
    expect(database.tables.has("t")).toBe(false);
    await using inspection = await inspect(app);
    expect(await inspection.apps()).toEqual([]);
  });

  it("is free again afterwards", async () => {
    const app = test.define(() => 1);
    const update = app.update().result();
    await Promise.allSettled([update, app.drop()]);
    expect(await app.update()).toBe(1);
  });

  it("may not be dropped twice at once, nor updated while it is dropped", async () => {
    await test.succeed(() => undefined);
    const app = test.define(() => 1);
    const drop = app.drop();
    await expect(app.drop()).rejects.toThrow('App "Test" is being dropped already in this process.');
    await expect(app.update()).rejects.toMatchObject({ code: "APP_BUSY" });
    await drop;
  });

  it("may not be dropped by its own function, which would wait for itself", async () => {
    let app: App<object, unknown> | undefined;
    app = test.define(() => app?.drop());
    const report = await app.update({ failures: "report", logFailures: false });
    expect(messagesOf(report as never)).toEqual(['App "Test" was to be dropped by its own function.']);
  });
});
