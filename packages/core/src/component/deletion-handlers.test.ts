import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type ExceptionContext, exceptionHandler, mount, mountEach, subpath } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

const database = new MemoryDatabase("deletion-handlers");
let test = new TestApp();
const heard: string[] = [];

beforeEach(() => {
  test.dispose();
  test = new TestApp();
  database.fault = undefined;
  heard.splice(0);
});
afterAll(() => test.dispose());

function hear(name: string): (error: unknown, context: ExceptionContext) => void {
  return (_error, { displayPath, kind, source }) => void heard.push(`${name}: ${kind} of ${displayPath} (${source})`);
}

const leaf = wrap("deletion-handlers/leaf", {}, async (key: string, table: MemoryTable) => table.declare(key, key));
const rows = (...keys: string[]): Map<string, string> => new Map(keys.map((key) => [key, key]));

function refuseDeletions(): void {
  database.fault = (what) => (what.startsWith("delete") ? new Error("no") : undefined);
}

describe("a deletion that fails (R6)", () => {
  const main = (keys: Map<string, string>) => async () => {
    const table = await database.mountTable("t");
    await exceptionHandler(hear("inner"), () => mountEach(subpath("rows"), keys, leaf, table));
  };
  const lifespan = (env: { onException(handler: ReturnType<typeof hear>): void }): void =>
    env.onException(hear("environment"));

  it("goes to the handlers of the place where its component was mounted, and is handled there", async () => {
    await test.succeed(main(rows("a", "b")));
    refuseDeletions();
    const report = await test.run(main(rows("a")), { lifespan });
    expect(heard).toEqual(["inner: delete of rows/b (component)"]);
    expect(report).toMatchObject({ status: "done", failures: [{ path: "rows/b", kind: "delete", handled: true }] });
  });

  it("also where all of its level is gone, and where a component stopped declaring", async () => {
    const both = (declares: boolean) => async () => {
      const table = await database.mountTable("t");
      await exceptionHandler(hear("inner"), () =>
        mount(subpath("one"), async () => {
          if (declares) table.declare("own", 1);
          if (declares) await mount(subpath("below"), leaf, "below", table);
        }),
      );
    };
    await test.succeed(both(true));
    refuseDeletions();
    expect((await test.run(both(false), { lifespan })).status).toBe("done");
    expect(heard.sort()).toEqual(["inner: delete of one (component)", "inner: delete of one/below (component)"]);
  });

  it("goes to the environment's where nobody mounts there any more", async () => {
    await test.succeed(main(rows("a")));
    refuseDeletions();
    const report = await test.run(async () => void (await database.mountTable("t")), { lifespan });
    expect(heard).toEqual(["environment: delete of rows/a (component)"]);
    expect(report.status).toBe("done");
  });
});
