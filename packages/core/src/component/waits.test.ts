import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { type ComponentHandle, exceptionHandler, mount, mountEach, subpath } from "../index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";

const test = new TestApp();
afterAll(() => test.dispose());

describe("a component that waits for one that cannot be done before it", () => {
  it("is told so where it waits for itself", async () => {
    const own = Promise.withResolvers<ComponentHandle>();
    const report = await test.run(async () => {
      own.resolve(await mount(subpath("self"), async () => (await own.promise).ready()));
    });
    expect(report.failures).toMatchObject([{ path: "self", error: { code: "WAITS_FOR_ITSELF" } }]);
    expect(messagesOf(report)[0]).toBe("Component self waits for self to be ready, which is not before self is done.");
  });

  it("is told so where it waits for one above it", async () => {
    const above = Promise.withResolvers<ComponentHandle>();
    const report = await test.run(async () => {
      const handle = await mount(subpath("above"), async () => {
        await mount(subpath("between"), () => mount(subpath("below"), async () => (await above.promise).ready()));
      });
      above.resolve(handle);
    });
    expect(messagesOf(report)).toEqual([
      "Component above/between/below waits for above to be ready, which is not before above/between/below is done.",
    ]);
  });

  it("is told so where it is an item of the scan that it waits for", async () => {
    const scan = Promise.withResolvers<ComponentHandle>();
    const report = await test.run(async () => {
      const items = new Map([
        ["a", 1],
        ["b", 2],
      ]);
      const each = async (item: number): Promise<void> => (item === 1 ? (await scan.promise).ready() : undefined);
      scan.resolve(await mountEach(subpath("items"), items, each));
    });
    expect(report.failures).toMatchObject([{ path: "items/a", error: { code: "WAITS_FOR_ITSELF" } }]);
  });

  it("is told so around corners: one of those that wait for one another, and the others are done", async () => {
    const handles = new Map<string, PromiseWithResolvers<ComponentHandle>>();
    for (const name of ["a", "b", "c"]) handles.set(name, Promise.withResolvers());
    const waitFor = (name: string) => async () => (await handles.get(name)?.promise)?.ready();
    const report = await test.run(async () => {
      for (const [name, next] of [
        ["a", "b"],
        ["b", "c"],
        ["c", "a"],
      ] as const) {
        // The one that waits stands beneath the one that is waited for.
        handles.get(name)?.resolve(await mount(subpath(name), () => mount(subpath("inner"), waitFor(next))));
      }
    });
    expect(report.failures).toMatchObject([{ error: { code: "WAITS_FOR_ITSELF" } }]);
    expect(report.stats.total).toMatchObject({ ran: 6, failed: 1 });
  });
});

describe("a component that waits for one beside it", () => {
  it("goes on when that is done", async () => {
    const order: string[] = [];
    const report = await test.run(async () => {
      const first = await mount(subpath("first"), async () => void order.push("first"));
      await mount(subpath("second"), async () => {
        await first.ready();
        order.push("second");
      });
    });
    expect(report.failures).toEqual([]);
    expect(order).toEqual(["first", "second"]);
  });

  it("leaves its slot to that: one in flight is enough", async () => {
    const waiterBegan = Promise.withResolvers<void>();
    const nothing = (): void => undefined;
    const report = await test.run(
      async () => {
        const parent = await mount(subpath("parent"), async () => {
          await mount(subpath("one"), nothing);
          await waiterBegan.promise;
          await mount(subpath("two"), nothing);
        });
        // As deep as the child that is waited for in the end: that begins only if this one lets it.
        await mount(subpath("deep", "waiter"), async () => {
          waiterBegan.resolve();
          await parent.ready();
        });
      },
      { maxInFlight: 1 },
    );
    expect(report.failures).toEqual([]);
    expect(report.stats.total.ran).toBe(5);
  });
});

describe("ready() that nobody waits for", () => {
  it("ends no process when the failure passes all handlers", async () => {
    const rethrow = (error: unknown): void => {
      throw error;
    };
    const report = await test.run(() =>
      exceptionHandler(rethrow, async () => {
        const handle = await mount(subpath("bad"), () => {
          throw new Error("bad");
        });
        void handle.ready();
      }),
    );
    expect(report.failures).toMatchObject([{ path: "bad", handled: false }]);
    expect(report.failures[0]).not.toHaveProperty("handlerError");
  });
});

describe("an exception handler", () => {
  const broken = async (): Promise<void> => {
    await nextTurn(); // so that whoever mounted it has its handle
    throw new Error("broken");
  };

  it("is told that it waits for what failed, and with it for itself", async () => {
    let handle: ComponentHandle | undefined;
    const report = await test.run(() =>
      exceptionHandler(
        () => handle?.ready(),
        async () => {
          handle = await mount(subpath("c"), broken);
        },
      ),
    );
    expect(report.failures).toMatchObject([
      { path: "c", handled: false, error: { message: "broken" }, handlerError: { code: "WAITS_FOR_ITSELF" } },
    ]);
    expect(report.failures[0]?.handlerError).toMatchObject({
      message: "The exception handler for c waits for c to be ready, which is not before c is done.",
    });
  });

  it("is told so of the scan of an item", async () => {
    let handle: ComponentHandle | undefined;
    const report = await test.run(() =>
      exceptionHandler(
        () => handle?.ready(),
        async () => {
          handle = await mountEach(subpath("items"), new Map([["a", 1]]), broken);
        },
      ),
    );
    expect(report.failures).toMatchObject([{ path: "items/a", handlerError: { code: "WAITS_FOR_ITSELF" } }]);
  });

  it("is told so of what the failed component is part of", async () => {
    let handle: ComponentHandle | undefined;
    const report = await test.run(() =>
      exceptionHandler(
        () => handle?.ready(),
        async () => {
          handle = await mount(subpath("above"), () => mount(subpath("below"), broken));
        },
      ),
    );
    expect(report.failures).toMatchObject([{ path: "above/below", handlerError: { code: "WAITS_FOR_ITSELF" } }]);
  });

  it("is told so of one that waits for what failed", async () => {
    let beside: ComponentHandle | undefined;
    const report = await test.run(() =>
      exceptionHandler(
        () => beside?.ready(),
        async () => {
          const failing = await mount(subpath("c"), broken);
          beside = await mount(subpath("beside"), () => failing.ready());
        },
      ),
    );
    expect(report.failures).toMatchObject([
      { path: "c", handlerError: { code: "WAITS_FOR_ITSELF" } },
      { path: "beside", handlerError: { code: "WAITS_FOR_ITSELF" } },
    ]);
  });

  it("waits for what does not wait for it", async () => {
    const order: string[] = [];
    let beside: ComponentHandle | undefined;
    const report = await test.run(() =>
      exceptionHandler(
        async () => {
          await beside?.ready();
          order.push("handled");
        },
        async () => {
          await mount(subpath("c"), broken);
          beside = await mount(subpath("beside"), async () => {
            for (let turn = 0; turn < 5; turn++) await nextTurn();
            order.push("beside");
          });
        },
      ),
    );
    expect(report.failures).toMatchObject([{ path: "c", handled: true }]);
    expect(order).toEqual(["beside", "handled"]);
  });
});
