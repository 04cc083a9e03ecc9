import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { app, mount, mountEach, UpdateFailedError, type UpdateSnapshot } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
const log: string[] = [];

beforeEach(() => {
  test = new TestApp();
  log.length = 0;
});
afterEach(() => test.dispose());

const define = (main: () => unknown) => app({ name: "Test", environment: test.environment() }, main);
const fail = (): never => {
  throw new Error("broken");
};

describe("an update handle", () => {
  it("begins when it is awaited, once, and gives what the app's function returned", async () => {
    const handle = define(async () => log.push("ran")).update();
    await new Promise((resolve) => setImmediate(resolve));
    expect(log).toEqual([]);
    expect(await handle).toBe(1);
    expect(await handle.result()).toBe(1);
    expect(await handle).toBe(1);
    expect(log).toEqual(["ran"]);
  });

  it("is taken for the promise that it stands for", async () => {
    const broken = define(fail).update();
    expect(await broken.catch((error: unknown) => UpdateFailedError.isInstance(error))).toBe(true);
    await expect(broken.finally(() => void log.push("over"))).rejects.toThrow(UpdateFailedError);
    const fine: Promise<unknown> = define(async () => "fine").update();
    expect(await fine.finally(() => void log.push("over again"))).toBe("fine");
    expect(log).toEqual(["over", "over again"]);
    expect(fine[Symbol.toStringTag]).toBe("UpdateHandle");
  });

  it("begins when it is watched, and yields running, then done", async () => {
    const seen: UpdateSnapshot[] = [];
    let go = (): void => undefined;
    const handle = define(
      () =>
        new Promise<void>((resolve) => {
          go = resolve;
        }),
    ).update();
    for await (const snapshot of handle.watch({ interval: 1 })) {
      seen.push(snapshot);
      if (snapshot.status === "running") go();
    }
    expect([...new Set(seen.map(({ status }) => status))]).toEqual(["starting", "running", "done"]);
    expect(handle.stats().total).toMatchObject({ running: 0, ran: 1 });
  });

  it("yields failed and then throws what the update throws", async () => {
    const statuses: string[] = [];
    const watching = async (): Promise<void> => {
      for await (const { status } of define(fail).update().watch()) statuses.push(status);
    };
    await expect(watching()).rejects.toThrow(UpdateFailedError);
    expect(statuses.at(-1)).toBe("failed");
  });

  it("yields failed for a report of a failure, too", async () => {
    const statuses: string[] = [];
    for await (const { status } of define(fail).update({ failures: "report" }).watch()) statuses.push(status);
    expect(statuses.at(-1)).toBe("failed");
  });

  it("goes on when the watching stops", async () => {
    const handle = define(async () => log.push("ran")).update();
    await handle.watch().next();
    await handle;
    expect(log).toEqual(["ran"]);
  });

  it("does not disturb the process when nobody asks for its failure", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    await define(fail).update().watch().next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  it("counts components, functions and failures", async () => {
    const work = wrap("update-handle/work", { memo: true }, async (text: string) => text);
    const item = async (text: string): Promise<void> => {
      await work(text);
      await work(text);
      if (text === "bad") fail();
    };
    const main = async (): Promise<void> =>
      void (await mountEach(
        [
          ["a", "good"],
          ["b", "bad"],
        ],
        item,
      ));
    const first = await test.run(main);
    expect(first.stats.components["item"]).toEqual({
      running: 0,
      waiting: 0,
      ran: 1,
      added: 1,
      reprocessed: 0,
      unchanged: 0,
      failed: 1,
      deleted: 0,
      bytes: 0,
    });
    expect(first.stats.functions["update-handle/work"]).toEqual({ ran: 2, hits: 2 });
    const mounted = async (): Promise<void> => void (await mountEach([["a", "good"]], work));
    await test.run(mounted);
    const last = await test.run(mounted);
    expect(last.stats.components["update-handle/work"]).toMatchObject({ unchanged: 1, ran: 0 });
  });
});

describe("what an update gives", () => {
  it("is the result, or an error that lists what failed when all other work is done", async () => {
    const good = async (): Promise<void> => void log.push("good");
    const updating = define(async () => {
      await mount(fail);
      await mount(good);
      return "result";
    }).update();
    const error: unknown = await updating.result().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UpdateFailedError);
    const { message, report } = error as UpdateFailedError;
    expect(message).toContain("@fail: broken");
    expect(report).toMatchObject({
      status: "failed",
      result: "result",
      failures: [{ path: "@fail", kind: "mount", handled: false }],
    });
    expect(log).toEqual(["good"]);
  });

  it("takes the app's parameters, and those of the call before them", async () => {
    const made = app(
      { name: "Test", environment: test.environment() },
      async (params: { a: number; b: number }) => params,
      { a: 1, b: 2 },
    );
    expect(await made.update()).toEqual({ a: 1, b: 2 });
    expect(await made.update({ params: { b: 3 } })).toEqual({ a: 1, b: 3 });
  });
});
