import { contextKey, memoKey, memoState, type MemoStateOutcome, useContext } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { app, environment, mountEach, useMount } from "../index.ts";
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

const MODEL = contextKey<unknown>("context-change/model", { detectChange: true });
const QUIET = contextKey<unknown>("context-change/quiet");

const reads = wrap("context-change/reads", { memo: true }, async (_text: string) => {
  useContext(MODEL);
  log.push("read");
});
const provides = (value: unknown) => ({
  lifespan: (env: { provide(key: typeof MODEL, value: unknown): void }) => env.provide(MODEL, value),
});

describe("a change-detected context value (M1)", () => {
  it("makes functions that read it run again when it changes, called or mounted", async () => {
    for (const main of [
      async () => reads("t"),
      async () => void (await mountEach([["k", "t"]], reads)),
      async () => useMount(reads, "t"),
    ]) {
      for (const value of ["a", "a", "b", "a"]) await test.succeed(main, provides(value));
      expect(events()).toEqual(["read", "read", "read"]);
    }
  });

  it("does so through plain and memoized functions between", async () => {
    const plain = wrap("context-change/plain", {}, async (text: string) => reads(text));
    const top = wrap("context-change/top", { memo: true }, async (text: string) => {
      log.push("top");
      await plain(text);
    });
    for (const value of [{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 2 }])
      await test.succeed(async () => top("t"), provides(value));
    expect(events()).toEqual(["top", "read", "top", "read"]);
  });

  it("does not touch functions that do not read it", async () => {
    const other = wrap("context-change/other", { memo: true }, async () => void log.push("other"));
    for (const value of ["a", "b"]) await test.succeed(async () => other(), provides(value));
    expect(events()).toEqual(["other"]);
  });

  it("without detectChange changes nothing", async () => {
    const quiet = wrap("context-change/quiet", { memo: true }, async () => void log.push(String(useContext(QUIET))));
    for (const value of ["a", "b"])
      await test.succeed(async () => quiet(), { lifespan: (env) => env.provide(QUIET, value) });
    expect(events()).toEqual(["a"]);
  });

  it("that cannot be fingerprinted is an error that names the key", async () => {
    class Model {}
    await expect(test.run(async () => undefined, provides(new Model()))).rejects.toThrow("context-change/model");
  });

  it("that is not provided any more makes its readers run, and fail", async () => {
    await test.succeed(async () => reads("t"), provides("a"));
    const report = await test.run(async () => reads("t"));
    expect(report.failures.map(({ error }) => (error as { code?: string }).code)).toEqual(["CONTEXT_NOT_PROVIDED"]);
  });
});

class Service {
  readonly name: string;
  readonly version: number;
  readonly build: number;
  constructor(name: string, version: number, build = 0) {
    this.name = name;
    this.version = version;
    this.build = build;
  }
}
Object.defineProperty(Service.prototype, memoKey, {
  value(this: Service): unknown {
    return this.name;
  },
});
Object.defineProperty(Service.prototype, memoState, {
  value(this: Service, previous: readonly [number, number] | undefined): MemoStateOutcome<readonly [number, number]> {
    log.push(`state ${previous?.join(".") ?? "-"}`);
    return { state: [this.version, this.build], valid: previous?.[0] === this.version };
  },
});

describe("a context value with a memo state", () => {
  it("is asked once a run, and its readers run again when it is not valid any more", async () => {
    const main = async (): Promise<void> => {
      await reads("one");
      await reads("two");
    };
    for (const version of [1, 1, 2, 2]) await test.succeed(main, provides(new Service("s", version)));
    expect(events()).toEqual(["state -", "read", "read", "state 1.0", "state 1.0", "read", "read", "state 2.0"]);
  });

  it("is refreshed while it stays valid", async () => {
    for (const build of [1, 2, 3]) await test.succeed(async () => reads("t"), provides(new Service("s", 1, build)));
    expect(events()).toEqual(["state -", "read", "state 1.1", "state 1.2"]);
  });

  it("counts as another value when another object takes its place", async () => {
    for (const name of ["a", "b"]) await test.succeed(async () => reads("t"), provides(new Service(name, 1)));
    expect(events().filter((event) => event === "read")).toHaveLength(2);
  });

  it("may stand inside another value", async () => {
    for (const version of [1, 1, 2])
      await test.succeed(async () => reads("t"), provides({ services: [new Service("s", version)] }));
    expect(events().filter((event) => event === "read")).toHaveLength(2);
  });

  it("makes readers run in a run that failed when it changed, too", async () => {
    let broken = false;
    const shaky = wrap("context-change/shaky", { memo: true }, async (_text: string) => {
      useContext(MODEL);
      log.push("shaky");
      if (broken) throw new Error("broken");
    });
    const main = async (): Promise<void> => void (await mountEach([["k", "t"]], shaky));
    await test.succeed(main, provides(new Service("s", 1)));
    broken = true;
    await test.run(main, provides(new Service("s", 2)));
    broken = false;
    await test.succeed(main, provides(new Service("s", 2)));
    expect(events().filter((event) => event === "shaky")).toHaveLength(3);
  });

  it("is judged for each app by what that app has seen, also when two apps of one environment run at once", async () => {
    let version = 1;
    const env = environment({ name: "two-apps", storePath: test.storePath, log: () => undefined }, (builder) =>
      builder.provide(MODEL, new Service("s", version)),
    );
    let meanwhile: (() => Promise<unknown>) | undefined;
    const make = (name: string, text: string) =>
      app({ name, environment: env }, async () => {
        log.push(name);
        await meanwhile?.();
        await reads(text);
      });
    const [a, b] = [make("A", "a"), make("B", "b")];
    await a.update();
    version = 2;
    await a.update();
    events();
    // B sees the value for the first time while A, which saw it change, is running.
    meanwhile = async () => {
      meanwhile = undefined;
      await b.update();
    };
    await a.update();
    expect(events().filter((event) => !event.startsWith("state"))).toEqual(["A", "B", "read"]);
    await a.update();
    await b.update();
    expect(events().filter((event) => !event.startsWith("state"))).toEqual(["A", "B"]);
  });
});
