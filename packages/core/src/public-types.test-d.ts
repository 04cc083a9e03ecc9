// What must compile, and what must not: `tsc` reports an expected error that does not come. Nothing here runs.
import { expectTypeOf } from "vitest";
import * as coco from "./index.ts";
import {
  contextKey,
  declareTargetState,
  declareTargetStateWithChildren,
  fn,
  mountTarget,
  useContext,
} from "./index.ts";

declare const rows: coco.TargetProvider<{ readonly text: string }>;
declare const numbers: coco.TargetProvider<number>;

interface Pool {
  readonly query: (text: string) => Promise<unknown>;
}
interface TracedPool extends Pool {
  readonly trace: boolean;
}
const POOL = contextKey<Pool>("types/pool");
const LIMIT = contextKey<number>("types/limit", { detectChange: true });

export async function mounts(): Promise<void> {
  const index = async (text: string, size?: number): Promise<number> => text.length + (size ?? 0);

  expectTypeOf(await coco.mount(index, "a")).toEqualTypeOf<coco.ComponentHandle>();
  expectTypeOf(await coco.useMount(coco.subpath("x", 1n), index, "a", 2)).toEqualTypeOf<number>();
  // @ts-expect-error an argument is missing
  await coco.mount(index);
  // @ts-expect-error an argument of another type
  await coco.mount(coco.subpath("x"), index, 1);
  // @ts-expect-error one argument too many
  await coco.useMount(index, "a", 2, 3);
  // @ts-expect-error a place is a subpath
  await coco.mount("x", index, "a");
  // @ts-expect-error a place is a subpath
  await coco.within("setup", () => coco.mount(index, "a"));
  expectTypeOf(coco.within(coco.subpath("setup"), () => 1)).toEqualTypeOf<number>();
  // @ts-expect-error at least one part
  coco.subpath();
  // @ts-expect-error an object is no key
  coco.subpath({ id: 1 });
  // @ts-expect-error a date is no key
  coco.subpath(new Date());

  await coco.mountEach(new Map([["a", "text"]]), index, 3);
  await coco.mountEach(Object.entries({ a: 1 }), async (item) => expectTypeOf(item).toEqualTypeOf<number>());
  // @ts-expect-error items have keys
  await coco.mountEach(["a", "b"], index);
  // @ts-expect-error items of another type
  await coco.mountEach(new Map([["a", 1]]), index);
  // @ts-expect-error a further argument of another type
  await coco.mountEach(new Map([["a", "text"]]), index, "3");
  // @ts-expect-error a promise of items
  await coco.mountEach(Promise.resolve(new Map([["a", "text"]])), index);

  expectTypeOf(await coco.map(["a"], index, 1)).toEqualTypeOf<number[]>();
  // @ts-expect-error items of another type
  await coco.map([1], index);

  const handled = coco.exceptionHandler(
    (error, context) => {
      expectTypeOf(error).toEqualTypeOf<unknown>();
      expectTypeOf(context.path).toEqualTypeOf<coco.ComponentPath>();
      expectTypeOf(context.source).toEqualTypeOf<"component" | "handler">();
    },
    async () => "done",
  );
  expectTypeOf(handled).toEqualTypeOf<Promise<string>>();
}

export async function context(runtime: coco.Runtime): Promise<void> {
  expectTypeOf(useContext(POOL)).toEqualTypeOf<Pool>();
  expectTypeOf(runtime.get(LIMIT)).toEqualTypeOf<number>();
  // @ts-expect-error the name alone says nothing of the type
  useContext("types/pool");
  coco.lifespan((env) => {
    env.provide(LIMIT, 3);
    // @ts-expect-error a value of another type
    env.provide(LIMIT, "3");
    // @ts-expect-error a part of what is wanted
    env.provide(POOL, {});
    // @ts-expect-error what is deferred is a function
    env.defer(Promise.resolve());
  });
  // @ts-expect-error a key stands for its own type, also where one value would do
  const wider: coco.ContextKey<Pool> = contextKey<TracedPool>("types/traced");
  // @ts-expect-error and the other way round
  const narrower: coco.ContextKey<TracedPool> = POOL;
  // @ts-expect-error an environment has a name
  coco.environment({ storePath: "state.db" });
  // @ts-expect-error no such option
  coco.environment({ name: "staging", storePth: "state.db" });
  expectTypeOf([wider, narrower]).not.toBeAny();
}

export async function targets(): Promise<void> {
  declareTargetState(rows.state("k", { text: "a" }));
  // @ts-expect-error a value of another type
  declareTargetState(rows.state("k", { text: 1 }));
  // @ts-expect-error a property is missing
  rows.state("k", {});
  // @ts-expect-error an object is no key
  rows.state({ id: 1 }, { text: "a" });
  // @ts-expect-error a provider is no target state
  declareTargetState(rows);
  // @ts-expect-error rows of another type
  const other: coco.TargetProvider<number> = rows;
  expectTypeOf(other).not.toBeAny();

  // A target is used when it is mounted, not before.
  const pending = declareTargetStateWithChildren<number>(rows.state("k", { text: "a" }));
  // @ts-expect-error it was declared and is not there yet
  pending.state("row", 1);
  // @ts-expect-error nor is it where a mounted one is wanted
  const mounted: coco.TargetProvider<number> = pending;
  // @ts-expect-error nor may a function be given it that takes a mounted one
  await coco.mount(async (table: coco.TargetProvider<number>) => table.path, pending);
  // @ts-expect-error a promise of a target has no states
  mountTarget<number>(rows.state("k", { text: "a" })).state("row", 1);
  expectTypeOf(await mountTarget<number>(rows.state("k", { text: "a" }))).toEqualTypeOf<typeof numbers>();
  expectTypeOf(mounted).not.toBeAny();
}

export async function functions(): Promise<void> {
  const generic = fn(
    { memo: true, name: "types/first" },
    async <T>(items: readonly T[]): Promise<T | undefined> => items[0],
  );
  expectTypeOf(await generic([1, 2])).toEqualTypeOf<number | undefined>();
  const batched = fn(
    { batching: true, maxBatchSize: 8, memo: "app", name: "types/batched" },
    async (texts: string[], scale: number) => texts.map((text) => text.length * scale),
  );
  expectTypeOf(batched("a", 2)).toEqualTypeOf<Promise<number>>();
  // @ts-expect-error callers pass one item
  await batched(["a"], 2);
  const elsewhere = fn({ runner: coco.serialRunner(), name: "types/elsewhere" }, (n: number) => n + 1);
  expectTypeOf(elsewhere(1)).toEqualTypeOf<Promise<number>>();
  // @ts-expect-error no such option
  fn({ memoo: true }, async () => 1);
  // @ts-expect-error one of true, false, "app"
  fn({ memo: "everywhere" }, async () => 1);
  // @ts-expect-error the options come first
  fn(async () => 1, { memo: true });
  // @ts-expect-error more entries than arguments
  fn({ memo: true, memoKey: [null, null] }, async (text: string) => text);
  // @ts-expect-error the first argument is a string
  fn({ memo: true, memoKey: [(n: number) => n] }, async (text: string) => text);
  // @ts-expect-error a batched function gives a list
  fn({ batching: true }, async (texts: string[]) => texts.length);

  expectTypeOf(await coco.timeout({ seconds: 3 }, async (signal) => signal.aborted)).toEqualTypeOf<boolean>();
  // @ts-expect-error a duration is a number or has units
  await coco.timeout("3s", async () => 1);
  // @ts-expect-error no such unit
  await coco.timeout({ days: 3 }, async () => 1);
  expectTypeOf(await coco.retryTransient(async ({ number }) => number)).toEqualTypeOf<number>();
  expectTypeOf(await new coco.IdGenerator().next("text")).toEqualTypeOf<number>();
  expectTypeOf(await coco.generateUuid("text")).toEqualTypeOf<coco.Uuid>();
  expectTypeOf(coco.boundContext((a: string) => a.length)).toEqualTypeOf<(a: string) => number>();
}

export async function apps(): Promise<void> {
  const app = coco.app("Types", async ({ dir }: { dir: string; limit?: number }) => dir.length, { dir: "." });
  expectTypeOf(await app.update()).toEqualTypeOf<number>();
  expectTypeOf(await app.update({ failures: "report" })).toEqualTypeOf<coco.UpdateReport<number>>();
  expectTypeOf(await app.preview({ params: { limit: 3 } })).toEqualTypeOf<coco.UpdatePlan>();
  // @ts-expect-error a parameter is missing
  coco.app("Types", async ({ dir }: { dir: string }) => dir, {});
  // @ts-expect-error a parameter of another type
  coco.app("Types", async ({ dir }: { dir: string }) => dir, { dir: 1 });
  // @ts-expect-error a parameter of another type
  await app.update({ params: { dir: 1 } });
  // @ts-expect-error no such parameter
  await app.preview({ params: { dri: "." } });
  // @ts-expect-error no such option
  await app.update({ fullreprocess: true });
  // @ts-expect-error a controller is no signal
  await app.update({ signal: new AbortController() });
}
