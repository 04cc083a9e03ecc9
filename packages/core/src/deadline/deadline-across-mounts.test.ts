import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkCancelled, fn, IdGenerator, map, mount, mountEach, subpath, UuidGenerator, useMount } from "../index.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { currentDeadline } from "./current-deadline.ts";
import { failureOf } from "./testing/failure-of.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { timeoutBy } from "./timeout.ts";
import { TimeoutError } from "./timeout-error.ts";

let test: TestApp;
let clock: ManualClock;
beforeEach(() => {
  test = new TestApp();
  clock = new ManualClock();
});
afterEach(() => test.dispose());

const errorsOf = async (main: () => unknown): Promise<readonly unknown[]> =>
  (await test.run(main)).failures.map(({ error }) => error);

describe("a timeout around mounts (R4)", () => {
  it("holds in what useMount runs, and in what that calls and mounts for a value; nested ones narrow it", async () => {
    const seen: unknown[] = [];
    const look = fn({ name: "across/look" }, () => currentDeadline()?.milliseconds);
    await test.succeed(() =>
      timeoutBy(clock, 1_000, () =>
        useMount(async function child() {
          seen.push(look());
          await useMount(async function grandchild() {
            seen.push(look());
            await timeoutBy(clock, 5_000, () => seen.push(look()));
            await timeoutBy(clock, 10, () => seen.push(look()));
          });
        }),
      ),
    );
    expect(seen).toEqual([1_000, 1_000, 1_000, 10]);
  });

  it("gives each of several children the time that it was given", async () => {
    const seen = await test.succeed(() =>
      map([10, 20, 30], (milliseconds) =>
        timeoutBy(clock, milliseconds, () =>
          useMount(subpath("folder", milliseconds), async () => [milliseconds, currentDeadline()?.milliseconds]),
        ),
      ),
    );
    expect(seen.result).toEqual([10, 20, 30].map((milliseconds) => [milliseconds, milliseconds]));
  });

  it("does not hold in background children, nor in what those mount, nor for the states of their arguments", async () => {
    const database = new MemoryDatabase("across-background");
    const seen: unknown[] = [];
    const look = (): void => void seen.push(currentDeadline());
    const withState = fn({ memo: true, name: "across/with-state", deps: {} }, function withState(_item: unknown) {
      look();
    });
    const item = {
      [Symbol.for("coco.memoKey")]: () => "item",
      [Symbol.for("coco.memoState")]: () => {
        look();
        return { state: 1, valid: true };
      },
    };
    await test.succeed(() =>
      timeoutBy(clock, 1_000, async () => {
        await mount(async function background() {
          look();
          await useMount(look);
        });
        await mountEach(subpath("each"), new Map([["a", item]]), withState);
        await mount(subpath("state"), withState, item);
        await database.mountTable("rows");
        expect(currentDeadline()?.milliseconds).toBe(1_000);
      }),
    );
    expect(seen.length).toBeGreaterThanOrEqual(4);
    expect(seen.filter((deadline) => deadline !== undefined)).toEqual([]);
  });

  it("mounts nothing once it has passed", async () => {
    const began: string[] = [];
    const late = async (f: () => Promise<unknown>): Promise<unknown> => {
      clock.block(10);
      return failureOf(f());
    };
    const database = new MemoryDatabase("across-late");
    const errors = await errorsOf(async () => {
      const attempts: (() => Promise<unknown>)[] = [
        () => mount(subpath("mount"), () => began.push("mount")),
        () => useMount(subpath("use"), () => began.push("use")),
        () => mountEach(subpath("each"), new Map([["a", 1]]), () => began.push("each")),
        () => database.mountTable("table"),
        () => new IdGenerator().next("text"),
        () => new UuidGenerator().next("text"),
      ];
      for (const attempt of attempts) {
        const error = await failureOf(timeoutBy(clock, 10, () => late(attempt)));
        expect(error).toBeInstanceOf(TimeoutError);
        const inner = await timeoutBy(clock, 10, async () => {
          const thrown = await late(attempt);
          began.push(thrown instanceof TimeoutError ? "refused" : String(thrown));
        }).catch(() => undefined);
        expect(inner).toBeUndefined();
      }
    });
    expect(errors).toEqual([]);
    expect(new Set(began)).toEqual(new Set(["refused"]));
  });

  it("writes nothing of a component that returns after it, and tries it again in the next run", async () => {
    const database = new MemoryDatabase("across-submit");
    let slow = true;
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await timeoutBy(clock, 10, () =>
        useMount(async function child() {
          table.declare("row", 1);
          if (slow) clock.block(10);
        }),
      );
    };
    expect(await errorsOf(main)).toEqual([expect.any(TimeoutError)]);
    expect(database.rows("t")).toEqual({});
    slow = false;
    await test.succeed(main);
    expect(database.rows("t")).toEqual({ row: 1 });
  });

  it("writes nothing of a component whose children took too long, and waits for them before it ends", async () => {
    const database = new MemoryDatabase("across-children");
    const report = await test.run(async () => {
      const table = await database.mountTable("t");
      await timeoutBy(clock, 10, () =>
        useMount(async function parent() {
          table.declare("parent", 1);
          await mount(async function child() {
            await Promise.resolve();
            clock.block(10);
            table.declare("child", 1);
          });
        }),
      ).catch(() => undefined);
    });
    expect(report.failures).toEqual([]);
    expect(database.rows("t")).toEqual({ child: 1 });
  });

  it("names the component that ran out of time", async () => {
    const [error] = await errorsOf(() =>
      timeoutBy(clock, 10, () => useMount(subpath("slow"), async () => clock.block(10))),
    );
    expect(String(error)).toMatch(/slow was not done within 10 ms/);
  });

  it("ends the wait for ready() alone: the child goes on and is written", async () => {
    const database = new MemoryDatabase("across-ready");
    const gate = Promise.withResolvers<void>();
    const seen: unknown[] = [];
    await test.succeed(async () => {
      const table = await database.mountTable("t");
      const handle = await mount(async function child() {
        await gate.promise;
        checkCancelled();
        table.declare("row", 1);
      });
      const waiting = failureOf(timeoutBy(clock, 10, () => handle.ready()));
      await clock.advance(10);
      seen.push(await waiting);
      gate.resolve();
      await handle.ready();
    });
    expect(seen).toEqual([expect.any(TimeoutError)]);
    expect(database.rows("t")).toEqual({ row: 1 });
    expect(clock.pending).toBe(0);
  });

  it("does not accept that a child is ready when it comes too late, nor hands out an identifier then", async () => {
    const result = await test.succeed(async () => {
      const ids = new IdGenerator();
      const handle = await mount(function child() {});
      await handle.ready();
      const late = (f: () => Promise<unknown>): Promise<unknown> =>
        failureOf(
          timeoutBy(clock, 10, async () => {
            clock.block(10);
            return f();
          }),
        );
      expect(await late(() => handle.ready())).toBeInstanceOf(TimeoutError);
      expect(await late(() => ids.next("a"))).toBeInstanceOf(TimeoutError);
      return ids.next("b");
    });
    expect(result.result).toBe(1);
  });

  it("ends the wait for a child of useMount; whoever mounted it ends after it", async () => {
    const gate = Promise.withResolvers<void>();
    const order: string[] = [];
    await test.succeed(async () => {
      await useMount(async function parent() {
        const waiting = failureOf(
          timeoutBy(clock, 10, () =>
            useMount(async function child() {
              await gate.promise;
              order.push("child");
            }),
          ),
        );
        await clock.advance(10);
        expect(await waiting).toBeInstanceOf(TimeoutError);
        setImmediate(() => gate.resolve());
      });
      order.push("parent");
    });
    expect(order).toEqual(["child", "parent"]);
  });

  it("ends the wait for a free slot, and the slot goes to the next who waits", async () => {
    const gate = Promise.withResolvers<void>();
    const ran: string[] = [];
    await test.succeed(
      async () => {
        await mount(subpath("first"), () => gate.promise);
        const waiting = failureOf(timeoutBy(clock, 10, () => mount(subpath("late"), () => ran.push("late"))));
        const next = mount(subpath("next"), () => ran.push("next"));
        await clock.advance(10);
        expect(await waiting).toBeInstanceOf(TimeoutError);
        gate.resolve();
        await (await next).ready();
      },
      { maxInFlight: 1 },
    );
    expect(ran).toEqual(["next"]);
  });

  it("ends mountEach between its items: what has begun is finished, and nothing is swept", async () => {
    const database = new MemoryDatabase("across-each");
    const items = new Map(Array.from({ length: 5 }, (_, index) => [`item ${index}`, index] as const));
    let blocking = false;
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await timeoutBy(clock, 10, async () => {
        async function* source(): AsyncGenerator<readonly [string, number]> {
          for (const [key, value] of items) {
            if (blocking && value === 3) clock.block(10);
            yield [key, value];
          }
        }
        const handle = await mountEach(subpath("items"), source(), (value: number) => table.declare(value, value));
        await handle.ready();
      });
    };
    await test.succeed(main);
    blocking = true;
    items.delete("item 0");
    expect(await errorsOf(main)).toEqual([expect.any(TimeoutError)]);
    expect(Object.keys(database.rows("t"))).toHaveLength(5);
  });
});
