import { fn } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  declareTargetState,
  mount,
  mountEach,
  registerCodec,
  registerRootTargets,
  subpath,
  useMount,
  volatile,
} from "../index.ts";
import { openStateStore } from "../store/index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  log.length = 0;
});
afterEach(() => test.dispose());

const embed = wrap("app-memo/embed", { memo: "app" }, async (text: string) => {
  log.push(`embed ${text}`);
  await new Promise((resolve) => setImmediate(resolve));
  return [text.length];
});

const item = async (text: string): Promise<void> => void (await embed(text));
const items = (given: Record<string, string>) => async () => void (await mountEach(Object.entries(given), item));

/** How many app memos the store holds. */
async function stored(): Promise<number> {
  const store = await openStateStore({ path: test.storePath });
  const [app] = await store.apps();
  await store.close();
  return app?.tables.appMemo.entries ?? 0;
}

describe('a function with memo: "app"', () => {
  it("is executed once for all components of a run, at once or later", async () => {
    await test.succeed(items({ a: "same", b: "same", c: "other" }));
    expect(events().sort()).toEqual(["embed other", "embed same"]);
    await test.succeed(items({ a: "same", b: "same", c: "other", copy: "same" }));
    expect(events()).toEqual([]);
  });

  it("follows a text that moves from one component to another", async () => {
    await test.succeed(items({ old: "text" }));
    await test.succeed(items({ renamed: "text" }));
    expect(events()).toEqual(["embed text"]);
  });

  it("is dropped when no component uses it any more, and not before", async () => {
    await test.succeed(items({ a: "one", b: "one", c: "two" }));
    expect(await stored()).toBe(2);
    await test.succeed(items({ b: "one" }));
    expect(await stored()).toBe(1);
    await test.succeed(items({ b: "three" }));
    expect(await stored()).toBe(1);
    await test.succeed(items({}));
    expect(await stored()).toBe(0);
    events();
    await test.succeed(items({ a: "one" }));
    expect(events()).toEqual(["embed one"]);
  });

  it("is kept for a component that hits, and for one whose function memo hits", async () => {
    const whole = wrap("app-memo/whole", { memo: true }, async (text: string) => embed(text));
    const part = async (text: string): Promise<void> => void (await whole(text));
    const main = async (): Promise<void> => {
      await mount(whole, "whole");
      await mount(subpath("part"), part, "part");
    };
    await test.succeed(main);
    await test.succeed(main);
    await test.succeed(main);
    expect(events().sort()).toEqual(["embed part", "embed whole"]);
    expect(await stored()).toBe(2);
  });

  it("is kept by a component that fails, for its next run (M4)", async () => {
    let broken = false;
    const shaky = async (text: string): Promise<void> => {
      if (broken) throw new Error("broken");
      await embed(text);
    };
    const main = async (): Promise<void> => void (await mount(shaky, "text"));
    await test.succeed(main);
    broken = true;
    expect((await test.run(main)).failures).toHaveLength(1);
    broken = false;
    await test.succeed(main);
    expect(events()).toEqual(["embed text"]);
  });

  it("is stored by another user when the component that made it fails", async () => {
    const bad = async (): Promise<void> => {
      await embed("text");
      throw new Error("broken");
    };
    const good = async (): Promise<void> => void (await embed("text"));
    await test.run(async () => {
      await mount(bad);
      await mount(good);
    });
    expect(events()).toEqual(["embed text"]);
    await test.succeed(async () => void (await mount(good)));
    expect(events()).toEqual([]);
    expect(await stored()).toBe(1);
  });

  it("keeps the app memos beneath one that hits", async () => {
    const outer = (version: number): ((text: string) => Promise<number[]>) =>
      wrap("app-memo/outer", { memo: "app", version }, async (text: string) => {
        log.push("outer");
        return embed(text);
      });
    for (const version of [1, 1, 2]) {
      const call = outer(version);
      await test.succeed(async () => void (await call("text")));
    }
    expect(events()).toEqual(["outer", "embed text", "outer"]);
    expect(await stored()).toBe(2);
  });

  it("reaches its callers as a dependency, also on hits", async () => {
    const caller = wrap("app-memo/caller", { memo: true }, async (make: string) => {
      log.push(`caller ${make}`);
      return inner(1);
    });
    let inner = wrap("app-memo/inner", { memo: "app", version: 1 }, async (_n: number) => "v1");
    const first = async (): Promise<void> => void (await mount(subpath("first"), caller, "first"));
    await test.succeed(first);
    await test.succeed(async () => {
      await first();
      await mount(subpath("second"), caller, "second");
    });
    expect(events()).toEqual(["caller first", "caller second"]);
    inner = wrap("app-memo/inner", { memo: "app", version: 2 }, async (_n: number) => "v2");
    await test.succeed(async () => {
      await first();
      await mount(subpath("second"), caller, "second");
    });
    expect(events().sort()).toEqual(["caller first", "caller second"]);
  });

  it("runs again when its value cannot be read, and says nothing of it", async () => {
    class Vector {
      readonly values: readonly number[];
      constructor(values: readonly number[]) {
        this.values = values;
      }
    }
    const codec = (version: number): void =>
      registerCodec({
        name: "app-memo/Vector",
        version,
        type: Vector,
        encode: ({ values }: Vector) => [...values],
        decode: (values: unknown): Vector => new Vector(values as number[]),
      });
    codec(1);
    const make = wrap("app-memo/vector", { memo: "app" }, async () => {
      log.push("make");
      return new Vector([1]);
    });
    const main = async (): Promise<void> => expect(await make()).toBeInstanceOf(Vector);
    await test.succeed(main);
    codec(2);
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["make", "make"]);
  });

  it("does not keep a failure, nor a volatile result", async () => {
    let fail = true;
    const shaky = wrap("app-memo/shaky", { memo: "app" }, async () => {
      log.push("shaky");
      if (fail) throw new Error("not yet");
    });
    const fresh = wrap("app-memo/fresh", { memo: "app" }, async () => {
      log.push("fresh");
      volatile();
    });
    const main = async (): Promise<void> => {
      await Promise.allSettled([shaky(), shaky()]);
      await fresh();
    };
    await test.succeed(main);
    fail = false;
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["shaky", "fresh", "shaky", "fresh", "fresh"]);
    expect(await stored()).toBe(1);
  });

  it("refuses calls that wait for each other", async () => {
    const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const ping: (n: number) => Promise<number> = wrap("app-memo/ping", { memo: "app" }, async (n: number) => {
      await tick();
      return pong(n);
    });
    const pong: (n: number) => Promise<number> = wrap("app-memo/pong", { memo: "app" }, async (n: number) => {
      await tick();
      return ping(n);
    });
    const one = async (): Promise<void> => void (await ping(1));
    const two = async (): Promise<void> => void (await pong(1));
    const report = await test.run(async () => {
      await mount(one);
      await mount(two);
    });
    expect(report.failures.map(({ error }) => (error as { code?: string }).code)).toEqual(["MEMO_CYCLE", "MEMO_CYCLE"]);
  });

  it("may not declare, mount, or hand out identifiers: it belongs to no component", async () => {
    const target = registerRootTargets("test.app-memo", { reconcile: () => undefined });
    const declares = wrap("app-memo/declares", { memo: "app" }, async () => declareTargetState(target.state("k", 1)));
    const mounts = wrap("app-memo/mounts", { memo: "app" }, async () => void (await mount(item, "x")));
    for (const [call, code] of [
      [declares, "SHARED_FUNCTION"],
      [mounts, "MOUNT_IN_MEMO"],
    ] as const) {
      const report = await test.run(async () => call());
      expect(report.failures.map(({ error }) => (error as { code?: string }).code)).toEqual([code]);
    }
  });

  it("must be asynchronous, and says so", async () => {
    const sync = wrap("app-memo/sync", { memo: "app" }, () => 1);
    const report = await test.run(async () => void (await sync()));
    expect(String(report.failures[0]?.error)).toContain("app-memo/sync");
  });

  it("makes the batches of a batched function out of the calls of all components", async () => {
    const embedAll = fn(
      { memo: "app", batching: true, name: "app-memo/batched", deps: {} },
      async (texts: string[]) => {
        log.push(`batch ${[...texts].sort().join(",")}`);
        return texts.map((text) => text.length);
      },
    );
    const one = async (text: string): Promise<void> => expect(await embedAll(text)).toBe(text.length);
    const main = (given: Record<string, string>) => async () => void (await mountEach(Object.entries(given), one));
    await test.succeed(main({ a: "x", b: "yy", c: "x" }));
    expect(events()).toEqual(["batch x,yy"]);
    await test.succeed(main({ a: "x", b: "yy", d: "yy", e: "zzz" }));
    expect(events()).toEqual(["batch zzz"]);
  });

  it("is ignored under full reprocess, and made once", async () => {
    const given = items({ a: "same", b: "same" });
    await test.succeed(given);
    await test.succeed(given, { fullReprocess: true });
    expect(events()).toEqual(["embed same", "embed same"]);
    await test.succeed(given);
    expect(events()).toEqual([]);
  });

  it("may be mounted, and hits then as a component", async () => {
    const main = async (): Promise<void> => expect(await useMount(embed, "four")).toEqual([4]);
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["embed four"]);
  });

  it("can be called by a function that declares, and the declarations are replayed", async () => {
    const database = new MemoryDatabase("app-memo");
    const save = wrap("app-memo/save", { memo: true }, async (table: MemoryTable, text: string) =>
      table.declare(text, await embed(text)),
    );
    const main = async (): Promise<void> => save(await database.mountTable("docs"), "text");
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["embed text"]);
    expect(database.rows("docs")).toEqual({ text: [4] });
  });
});
