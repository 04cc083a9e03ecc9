import { fn } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CancelledError, checkCancelled, mount, mountEach, useMount } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("cancel");
  log.length = 0;
});
afterEach(() => test.dispose());

const items = Object.entries({ a: 1, b: 2, c: 3, d: 4 });

describe("a signal that stops an update (R4)", () => {
  it("lets nothing new begin, keeps what was done, deletes nothing; the next run does the rest", async () => {
    const stop = new AbortController();
    const save = wrap("cancel/save", { memo: true }, async (value: number, table: MemoryTable) => {
      log.push(`save ${value}`);
      table.declare(`row${value}`, value);
      if (value === 2) stop.abort();
    });
    const main = async (): Promise<void> => void (await mountEach(items, save, await database.mountTable("docs")));
    await test.succeed(async () => void (await mountEach([["old", 9]], save, await database.mountTable("docs"))));
    events();
    const stopped = await test.run(main, { signal: stop.signal, maxInFlight: 1 });
    expect(stopped.status).toBe("stopped");
    expect(events()).toEqual(["save 1", "save 2"]);
    expect(database.rows("docs")).toMatchObject({ row9: 9, row1: 1 });
    await test.succeed(main);
    expect(database.rows("docs")).toEqual({ row1: 1, row2: 2, row3: 3, row4: 4 });
    await test.succeed(main);
    expect(events()).toEqual(expect.arrayContaining(["save 3", "save 4"]));
  });

  it("rejects with an error of its own kind that carries the reason", async () => {
    const stop = new AbortController();
    const updating = test.define(async () => {
      stop.abort(new Error("enough"));
      checkCancelled();
    });
    await expect(updating.update({ signal: stop.signal })).rejects.toMatchObject({
      name: CancelledError.errorName,
      cause: new Error("enough"),
    });
  });

  it("that was given before the start runs nothing", async () => {
    const report = await test.run(async () => log.push("ran"), { signal: AbortSignal.abort() });
    expect(report.status).toBe("stopped");
    expect(events()).toEqual([]);
  });

  it("waits for the components that have begun", async () => {
    const stop = new AbortController();
    const slow = async (): Promise<void> => {
      stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
      log.push("slow done");
    };
    await test.run(
      async () => {
        await mount(slow);
        log.push("main done");
      },
      { signal: stop.signal },
    );
    log.push("update over");
    expect(events()).toEqual(["main done", "slow done", "update over"]);
  });

  it("does not turn mounts that nobody awaits into errors of the process", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    const stop = new AbortController();
    const child = async (): Promise<void> => undefined;
    await test.run(
      async () => {
        stop.abort();
        void mount(child);
        void useMount(child);
        void mountEach(items, child);
      },
      { signal: stop.signal },
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  it("is not stored as a failure of the functions that it stopped", async () => {
    const stop = new AbortController();
    const careful = fn({ memo: true, name: "cancel/careful", deps: {} }, async () => {
      log.push("careful");
      if (events().length > 0 && !stop.signal.aborted) stop.abort();
      checkCancelled();
      return 1;
    });
    await test.run(async () => careful(), { signal: stop.signal });
    expect(await test.succeed(async () => careful())).toMatchObject({ result: 1 });
  });
});
