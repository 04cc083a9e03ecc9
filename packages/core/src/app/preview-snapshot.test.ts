import { afterEach, beforeEach, expect, it } from "vitest";
import { mountEach, subpath } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;
beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("preview-snapshot");
});
afterEach(() => test.dispose());

it("a preview sees one moment of the store, whatever an update writes while it goes on (T9)", async () => {
  const row = (key: string, table: MemoryTable): void => {
    table.declare(key, "1");
  };
  const main = (keys: readonly string[], before: () => unknown) => async (): Promise<void> => {
    const table = await database.mountTable("t");
    await before();
    await mountEach(
      subpath("rows"),
      keys.map((key) => [key, key] as const),
      row,
      table,
    );
  };
  const nothing = (): void => undefined;
  await test.succeed(main(["a", "b"], nothing));
  const update = async (): Promise<void> => void (await test.succeed(main(["a", "c"], nothing)));
  const plan = await test.define(main(["a", "c"], update)).preview();
  expect(plan.changes.map(({ change, path }) => `${change} ${String(path.at(-1))}`).sort()).toEqual([
    "create c",
    "delete b",
  ]);
});
