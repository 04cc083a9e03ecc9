import { expect, it } from "vitest";
import { type EntriesOptions, pagesOf } from "./pages-of.ts";
import { openInMemory } from "./sqlite/open-database.ts";
import { OwnerTable } from "./sqlite/owner-table.ts";
import { SqliteAppState } from "./sqlite/sqlite-app-state.ts";
import { StoreConnection } from "./sqlite/store-connection.ts";

/** How many entries each page has, of 400 with values of these bytes. */
async function pages(bytesEach: number, options: EntriesOptions): Promise<number[]> {
  const connection = new StoreConnection(openInMemory(), ":memory:");
  try {
    const state = new SqliteAppState(connection, new OwnerTable(connection), "App");
    await state.commit(
      Array.from({ length: 400 }, (_, index) => ({
        kind: "put",
        table: "setting",
        key: Buffer.from(String(index).padStart(3, "0")),
        value: Buffer.alloc(bytesEach),
      })),
    );
    const sizes: number[] = [];
    const keys: string[] = [];
    for await (const page of pagesOf(state, "setting", options)) {
      sizes.push(page.length);
      keys.push(...page.map(({ key }) => Buffer.from(key).toString()));
    }
    expect(keys).toEqual(Array.from({ length: 400 }, (_, index) => String(index).padStart(3, "0")));
    return sizes;
  } finally {
    await connection.close();
  }
}

it("pages have as many entries as was asked for", async () => {
  expect(await pages(10, { limit: 150 })).toEqual([150, 150, 100]);
});

it("pages of small entries grow and those of large ones shrink to a number of bytes", async () => {
  expect(await pages(10, { limit: 100, bytes: 2000 })).toEqual([100, 200, 100]);
  expect(await pages(10, { limit: 40, bytes: 1_000_000 })).toEqual([40, 320, 40]);
  expect(await pages(100, { limit: 200, bytes: 5000 })).toEqual([200, 50, 50, 50, 50]);
  expect(await pages(0, { limit: 40, bytes: 100 })).toEqual([40, 320, 40]);
});
