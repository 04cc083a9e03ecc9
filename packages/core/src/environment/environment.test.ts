import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { contextKey, useContext } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { app, environment, type Lifespan, start } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { storePathFor } from "./store-path.ts";

let test: TestApp;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  log.length = 0;
});
afterEach(() => test.dispose());

const KEY = contextKey<string>("environment/key");
const make = (setUp?: Lifespan) =>
  environment({ name: "env", storePath: test.storePath, log: (line) => void log.push(line) }, setUp);

describe("a lifespan", () => {
  const lifespan: Lifespan = async (env) => {
    log.push("start");
    env.provide(KEY, "value");
    env.defer(() => void log.push("deferred first"));
    env.defer(async () => {
      await Promise.resolve();
      log.push("deferred second");
    });
    return () => void log.push("returned");
  };

  it("sets up before the app runs and ends after it, the last deferred first", async () => {
    const one = app({ name: "One", environment: make(lifespan) }, async () => void log.push(useContext(KEY)));
    await one.update();
    expect(events()).toEqual(["start", "value", "returned", "deferred second", "deferred first"]);
    await one.update();
    expect(events()).toEqual(["start", "value", "returned", "deferred second", "deferred first"]);
  });

  it("is shared by apps that run at once, and by start()", async () => {
    const env = make(lifespan);
    const [a, b] = ["A", "B"].map((name) =>
      app({ name, environment: env }, async () => void log.push(useContext(KEY))),
    );
    await Promise.all([a?.update(), b?.update()]);
    expect(events()).toEqual(["start", "value", "value", "returned", "deferred second", "deferred first"]);
    const runtime = await start(env);
    expect(runtime.get(KEY)).toBe("value");
    await a?.update();
    await a?.update();
    await runtime.stop();
    await runtime.stop();
    expect(events()).toEqual(["start", "value", "value", "returned", "deferred second", "deferred first"]);
  });

  it("that fails ends what it had set up, and says why", async () => {
    const env = make((builder) => {
      builder.defer(() => void log.push("ended"));
      builder.defer(() => {
        throw new Error("cannot end");
      });
      throw new Error("cannot start");
    });
    await expect(app({ name: "A", environment: env }, async () => log.push("ran")).update()).rejects.toThrow(
      "cannot start",
    );
    expect(events()).toEqual(["ended", expect.stringContaining("cannot end")]);
  });

  it("runs all that was deferred, also after one that throws, and then throws that", async () => {
    const env = make((builder) => {
      builder.defer(() => void log.push("first"));
      builder.defer(() => {
        throw new Error("cannot end");
      });
      builder.defer(() => void log.push("third"));
    });
    await expect(app({ name: "A", environment: env }, async () => log.push("ran")).update()).rejects.toThrow(
      "cannot end",
    );
    expect(events()).toEqual(["ran", "third", "first"]);
  });

  it("that cannot end does not hide that the update failed", async () => {
    const env = make((builder) =>
      builder.defer(() => {
        throw new Error("cannot end");
      }),
    );
    const failing = app({ name: "A", environment: env }, () => Promise.reject(new Error("cannot run")));
    await expect(failing.update({ logFailures: false })).rejects.toMatchObject({ code: "UPDATE_FAILED" });
    expect(events()).toEqual([expect.stringContaining("cannot end")]);
  });

  it("starts again only when it has ended", async () => {
    const env = make((builder) => {
      log.push("start");
      builder.defer(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        log.push("end");
      });
    });
    const one = app({ name: "A", environment: env }, async () => void log.push("run"));
    let again: Promise<unknown> | undefined;
    const builderRuntime = await start(env);
    const stopping = builderRuntime.stop();
    again = Promise.resolve(one.update());
    await Promise.all([stopping, again]);
    expect(events()).toEqual(["start", "end", "start", "run", "end"]);
  });

  it("providing one key twice, or another lifespan after the start, is an error", async () => {
    const twice = make((builder) => {
      builder.provide(KEY, "a");
      builder.provide(KEY, "b");
    });
    await expect(start(twice)).rejects.toMatchObject({ code: "CONTEXT_PROVIDED_TWICE" });
    const env = make();
    const runtime = await start(env);
    expect(() => env.addLifespan(() => undefined)).toThrow("after it had started");
    await runtime.stop();
  });
});

describe("the store of an environment (R5)", () => {
  it("is shared by its apps, one after the other and at once", async () => {
    const env = make();
    const names = ["A", "B", "C"];
    const apps = names.map((name) => app({ name, environment: env }, async () => void log.push(name)));
    await Promise.all(apps.map((each) => each.update()));
    for (const each of apps) await each.update();
    expect(events().sort()).toEqual(["A", "A", "B", "B", "C", "C"]);
  });

  it("takes one update of an app at a time", async () => {
    const env = make();
    const define = (main: () => unknown) => app({ name: "A", environment: env }, main);
    const one = define(async () => {
      await expect(one.update().result()).rejects.toMatchObject({ code: "APP_BUSY" });
      const again = define(async () => undefined); // the same call, evaluated once more
      await expect(again.update().result()).rejects.toMatchObject({ code: "APP_BUSY" });
    });
    await one.update();
  });

  it("takes one app of a name: another would delete what the first wrote", () => {
    const env = make();
    app({ name: "A", environment: env }, async () => undefined);
    expect(() => app({ name: "A", environment: env }, async () => undefined)).toThrow(
      /Two apps .* "A": at .*environment\.test\.ts.*environment\.test\.ts/,
    );
    app({ name: "B", environment: env }, async () => undefined);
    app({ name: "A", environment: make() }, async () => undefined);
  });

  it("belongs to one environment at a time: another one is told who has it", async () => {
    const inner = app({ name: "B", environment: make() }, async () => undefined);
    const outer = app({ name: "A", environment: make() }, async () => {
      await expect(inner.update()).rejects.toThrow(String(process.pid));
    });
    await outer.update();
    await inner.update();
  });

  it("keeps apps of one name in two environments apart", async () => {
    const other = new TestApp();
    try {
      await test.succeed(async () => undefined);
      await other.succeed(async () => undefined);
      expect(existsSync(test.storePath) && existsSync(other.storePath)).toBe(true);
    } finally {
      other.dispose();
    }
  });

  it("is refused to a second process, which names the first by its id", async () => {
    const program = path.join(test.folder, "holder.ts");
    const core = new URL("../index.ts", import.meta.url).href;
    writeFileSync(
      program,
      `import { app, environment } from ${JSON.stringify(core)};
       const env = environment({ name: "env", storePath: ${JSON.stringify(test.storePath)} });
       await app({ name: "Holder", environment: env }, async () => {
         console.log("running");
         await new Promise((resolve) => process.stdin.once("data", resolve));
       }).update();`,
    );
    const child = spawn(process.execPath, ["--conditions=coco-source", program], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    const second = app({ name: "Second", environment: make() }, async () => void log.push("ran"));
    await expect(second.update()).rejects.toMatchObject({ message: expect.stringContaining(String(child.pid)) });
    child.stdin.end("go\n");
    expect(await once(child, "exit")).toEqual([0, null]);
    await second.update();
    expect(events()).toEqual(["ran"]);
  });
});

describe("the place of the store", () => {
  const folder = (): string => path.join(test.folder, "project");

  it("is the environment's path, else COCO_DB for the default environment, else beside the nearest package.json", () => {
    mkdirSync(path.join(folder(), "src", "deep"), { recursive: true });
    const file = path.join(folder(), "src", "deep", "main.ts");
    expect(storePathFor(file, "/given/state.db", true)).toBe(path.resolve("/given/state.db"));
    expect(storePathFor(file, undefined, false)).toBe(path.join(folder(), "src", "deep", ".coco", "state.db"));
    writeFileSync(path.join(folder(), "package.json"), "{}");
    expect(storePathFor(file, undefined, false)).toBe(path.join(folder(), ".coco", "state.db"));
    const before = process.env["COCO_DB"];
    try {
      process.env["COCO_DB"] = "/elsewhere/state.db";
      expect(storePathFor(file, undefined, true)).toBe(path.resolve("/elsewhere/state.db"));
      expect(storePathFor(file, undefined, false)).toBe(path.join(folder(), ".coco", "state.db"));
      process.env["COCO_DB"] = "";
      expect(storePathFor(file, undefined, true)).toBe(path.join(folder(), ".coco", "state.db"));
      expect(storePathFor(undefined, undefined, true)).toBeUndefined();
    } finally {
      if (before === undefined) delete process.env["COCO_DB"];
      else process.env["COCO_DB"] = before;
    }
  });
});
