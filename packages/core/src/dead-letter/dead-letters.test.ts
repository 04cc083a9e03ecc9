import { describe, expect } from "vitest";
import { exceptionHandler, inspect, mount, mountEach, useMount } from "../index.ts";
import { it } from "../testing/engine-test.ts";
import type { TestApp } from "../testing/test-app.ts";
import type { DeadLetter } from "./dead-letter.ts";

async function lettersOf(app: TestApp): Promise<DeadLetter[]> {
  await using inspection = await inspect(app.storePath);
  const letters: DeadLetter[] = [];
  for await (const letter of (await inspection.app("Test")).deadLetters()) letters.push(letter);
  return letters;
}

const failing = (...bad: string[]) =>
  async function each(text: string) {
    if (bad.includes(text)) throw new Error(`${text} is bad`);
  };
const items = (...texts: string[]): Map<string, string> => new Map(texts.map((text) => [text, text]));

describe("dead letters", () => {
  it("say what failed, how it was started, since when, how often and with what error", async ({ app, run }) => {
    const before = Date.now();
    await run(() => mountEach(items("a", "b"), failing("b")));
    const [letter, ...others] = await lettersOf(app);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      component: "@each/b",
      functionName: "each",
      kind: "mountEach",
      count: 1,
      handled: false,
      error: { name: "Error", message: "b is bad", code: undefined, hint: undefined, cause: undefined },
    });
    expect(letter?.error.stack).toContain("dead-letters.test.ts");
    expect(letter?.since.getTime()).toBeGreaterThanOrEqual(before);
    expect(letter?.last).toEqual(letter?.since);
  });

  it("count the runs in a row in which something failed, and keep the time of the first", async ({ app, run }) => {
    await run(() => mountEach(items("a"), failing("a")));
    const [first] = await lettersOf(app);
    await run(() => mountEach(items("a"), failing("a")));
    await run(() => mountEach(items("a"), failing("a")));
    const [third] = await lettersOf(app);
    expect(third?.count).toBe(3);
    expect(third?.since).toEqual(first?.since);
    expect(Number(third?.last)).toBeGreaterThanOrEqual(Number(first?.last));
  });

  it("are cleared by success", async ({ app, run }) => {
    await run(() => mountEach(items("a", "b"), failing("a", "b")));
    await run(() => mountEach(items("a", "b"), failing("b")));
    expect((await lettersOf(app)).map((letter) => letter.component)).toEqual(["@each/b"]);
    await run(() => mountEach(items("a", "b"), failing()));
    expect(await lettersOf(app)).toEqual([]);
  });

  it("are cleared when their component is gone", async ({ app, run }) => {
    await run(() => mountEach(items("a", "b"), failing("b")));
    await run(() => mountEach(items("a"), failing("b")));
    expect(await lettersOf(app)).toEqual([]);
  });

  it("stay while nobody has come to their component: the run broke off", async ({ app, run }) => {
    await run(() => mountEach(items("a", "b"), failing("b")));
    await run(() => {
      throw new Error("the root is broken");
    });
    expect((await lettersOf(app)).map((letter) => letter.component)).toEqual(["/", "@each/b"]);
  });

  it("hold what a handler took, and say so", async ({ app, run }) => {
    const { report } = await run(() =>
      exceptionHandler(
        () => undefined,
        () => mountEach(items("a"), failing("a")),
      ),
    );
    expect(report.status).toBe("done");
    expect(await lettersOf(app)).toMatchObject([{ component: "@each/a", handled: true }]);
  });

  it("name the component in which an error came up, not those that it passed through", async ({ app, run }) => {
    await run(async () => {
      await mount(async function outer() {
        await useMount(async function inner() {
          throw new Error("deep down");
        });
      });
    });
    expect(await lettersOf(app)).toMatchObject([{ component: "@outer/@inner", error: { message: "deep down" } }]);
  });

  it("hold deletions that failed, apart from the work of the same component", async ({ app, database, run }) => {
    const declaring =
      (...keys: string[]) =>
      async () => {
        const table = await database.mountTable("docs");
        await mount(function writer() {
          for (const key of keys) table.declare(key, "v");
        });
      };
    await run(declaring("a", "b"));
    database.fault = (what) => (what.includes("b") ? new Error("locked") : undefined);
    await run(declaring("a"));
    expect(await lettersOf(app)).toMatchObject([
      { component: "@writer", kind: "delete", error: { message: "locked" } },
    ]);
    database.fault = undefined;
    await run(declaring("a"));
    expect(await lettersOf(app)).toEqual([]);
  });

  it("keep the chain of causes, and no password", async ({ app, run }) => {
    await run(() => {
      throw new Error("cannot connect", { cause: new Error("postgres://reader:secret@host/db refused") });
    });
    const [letter] = await lettersOf(app);
    expect(letter?.error.cause?.message).toBe("postgres://reader:***@host/db refused");
    expect(JSON.stringify(letter)).not.toContain("secret");
  });

  it("cost nothing where nothing fails", async ({ app, run }) => {
    await run(() => mountEach(items("a"), failing()));
    const commits: number[] = [];
    await run(() => mountEach(items("a"), failing()), { onCommit: (changes) => void commits.push(changes.length) });
    expect(commits).toEqual([]);
    expect(await lettersOf(app)).toEqual([]);
  });

  it("of a preview are not stored", async ({ app }) => {
    await app.define(() => undefined).update();
    await app.define(() => mountEach(items("a"), failing("a"))).preview();
    expect(await lettersOf(app)).toEqual([]);
  });
});
