import { describe, expect } from "vitest";
import {
  type ExceptionContext,
  exceptionHandler,
  type LiveComponent,
  mount,
  mountEach,
  onSettled,
  subpath,
  useMount,
} from "../index.ts";
import { LiveUpdate } from "../live/testing/live-update.ts";
import { Told } from "../live/testing/told-source.ts";
import { it } from "../testing/engine-test.ts";
import type { MemoryDatabase } from "../testing/memory-target.ts";
import type { RunOptions, TestApp } from "../testing/test-app.ts";

const broken = new Error("broken");
const innerThrew = new Error("inner threw");

async function bad(): Promise<never> {
  throw broken;
}

/** What handlers were given: a scoped one, which throws, and then that of the environment, which takes it. */
class Heard {
  readonly calls: { readonly by: string; readonly error: unknown; readonly context: ExceptionContext }[] = [];
  readonly options: RunOptions = {
    lifespan: (env) => env.onException((error, context) => void this.calls.push({ by: "environment", error, context })),
  };

  within<R>(f: () => R): R {
    return exceptionHandler((error, context) => {
      this.calls.push({ by: "scoped", error, context });
      throw innerThrew;
    }, f);
  }
}

interface Scenario {
  readonly title: string;
  readonly fails: (heard: Heard, app: TestApp, database: MemoryDatabase) => Promise<unknown>;
  readonly context: Pick<ExceptionContext, "displayPath" | "functionName" | "kind" | "path">;
}

/** A live component that breaks off before it is ready. */
class Follower implements LiveComponent {
  process(): void {}
  async processLive(): Promise<never> {
    throw broken;
  }
}

const item = async function item(): Promise<void> {};

const scenarios: readonly Scenario[] = [
  {
    title: "mount",
    fails: (heard, app) => app.run(() => heard.within(() => mount(subpath("docs", 1), bad)), heard.options),
    context: { path: ["docs", 1], displayPath: "docs/1", functionName: "bad", kind: "mount" },
  },
  {
    title: "mountEach",
    fails: (heard, app) =>
      app.run(() => heard.within(() => mountEach(subpath("docs"), new Map([["a", 1]]), bad)), heard.options),
    context: { path: ["docs", "a"], displayPath: "docs/a", functionName: "bad", kind: "mountEach" },
  },
  {
    title: "mount of what waited for another that failed",
    fails: (heard, app) => {
      const above = (): Promise<never> => useMount(subpath("beneath"), bad);
      return app.run(() => heard.within(() => mount(subpath("above"), above)), heard.options);
    },
    context: { path: ["above", "beneath"], displayPath: "above/beneath", functionName: "bad", kind: "mount" },
  },
  {
    title: "a deletion",
    fails: async (heard, app, database) => {
      const main = (keys: Map<string, number>) => async () => {
        const table = await database.mountTable("t");
        await heard.within(() =>
          mountEach(subpath("docs"), keys, async function row(value: number) {
            table.declare(String(value), value);
          }),
        );
      };
      await app.succeed(main(new Map([["a", 1]])));
      database.fault = (what) => (what.startsWith("delete") ? broken : undefined);
      await app.run(main(new Map()), heard.options);
    },
    context: { path: ["docs", "a"], displayPath: "docs/a", functionName: undefined, kind: "delete" },
  },
  {
    title: "onSettled",
    fails: (heard, app) =>
      app.run(
        () =>
          heard.within(() =>
            mount(subpath("docs"), async function settles() {
              onSettled(bad);
            }),
          ),
        heard.options,
      ),
    context: { path: ["docs"], displayPath: "docs", functionName: "settles", kind: "settled" },
  },
  {
    title: "a live component that breaks off before it is ready",
    fails: (heard, app) => app.run(() => heard.within(() => mount(subpath("docs"), Follower)), heard.options),
    context: { path: ["docs"], displayPath: "docs", functionName: "Follower", kind: "live" },
  },
  {
    title: "a feed that is lost",
    fails: async (heard, app) => {
      const source = new Told<string>();
      const main = (): unknown => heard.within(() => mountEach(subpath("docs"), source, item));
      const update = new LiveUpdate(app, main, { retry: { first: { hours: 1 } }, rescan: false }, heard.options);
      await update.ready;
      source.breakOff(broken);
      await expect.poll(() => heard.calls.length).toBe(2);
      await update.stop();
    },
    context: { path: ["docs"], displayPath: "docs", functionName: "item", kind: "live" },
  },
  {
    title: "a later look through a live source",
    fails: async (heard, app) => {
      const source = new Told<string>();
      const main = (): unknown => heard.within(() => mountEach(subpath("docs"), source, item));
      const update = new LiveUpdate(app, main, { retry: { first: { hours: 1 } }, rescan: false }, heard.options);
      await update.ready;
      source.onScan = () => {
        throw broken;
      };
      await source.subscriber.updateAll().catch(() => undefined);
      await expect.poll(() => heard.calls.length).toBe(2);
      await update.stop();
    },
    context: { path: ["docs"], displayPath: "docs", functionName: "item", kind: "live" },
  },
];

describe("the context of an exception handler (R6)", () => {
  it.for(scenarios)(
    "says what failed, of what app, and how it began: $title",
    async ({ context, fails }, { app, database }) => {
      const heard = new Heard();
      await fails(heard, app, database);
      const whole = { environment: "test", app: "Test", ...context };
      expect(heard.calls).toStrictEqual([
        { by: "scoped", error: broken, context: { ...whole, source: "component" } },
        { by: "environment", error: innerThrew, context: { ...whole, source: "handler", original: broken } },
      ]);
    },
  );

  it("is for components: no handler is asked when the app's own function fails", async ({ app }) => {
    const heard = new Heard();
    const report = await app.run(() => heard.within(bad), heard.options);
    expect(heard.calls).toEqual([]);
    expect(report.failures).toStrictEqual([
      { path: "/", functionName: undefined, kind: "root", error: broken, handled: false },
    ]);
  });
});
