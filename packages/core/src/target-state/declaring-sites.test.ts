import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, subpath } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("sites");
});
afterEach(() => test.dispose());

describe("a second declaration after thousands of others", () => {
  const declareFirst = (table: MemoryTable, key: string): void => table.declare(key, "1");
  const declareSecond = (table: MemoryTable, key: string): void => table.declare(key, "2");
  const twice = (table: MemoryTable, key: string) => async () => {
    declareFirst(table, key);
    declareSecond(table, key);
  };

  it("is refused with its own place, and with both from then on", async () => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("many"), async () => {
        for (let row = 0; row < 5000; row++) table.declare(row, "1");
      });
      await mount(subpath("late"), twice(table, "a"));
      await mount(subpath("later"), twice(table, "b"));
    };
    const [late, later] = messagesOf(await test.run(main));
    expect(late).toMatch(
      /a is declared twice in component late: at a place that was not noted .*, and declareSecond .*test/,
    );
    expect(later).toMatch(/b is declared twice in component later: declareFirst .*test.*, and declareSecond .*test/s);
  });
});
