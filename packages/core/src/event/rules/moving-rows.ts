import { mountEach, subpath } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import type { RunOptions } from "../../testing/test-app.ts";
import { wrap } from "../../testing/wrap.ts";

/** What a component declares: rows by key. With a key `fail` its function throws. */
export type Rows = Readonly<Record<string, string>>;
export type Items = readonly (readonly [name: string, rows: Rows])[];

export const plain = async (rows: Rows, table: MemoryTable): Promise<void> => {
  for (const [key, value] of Object.entries(rows)) {
    if (key === "fail") throw new Error("broken");
    table.declare(key, value);
  }
};
export const memo: typeof plain = wrap("rules/memo", { memo: true }, plain);

/** An app that declares rows of one table, in a component `docs/<name>` for each of the items, in this order. */
export function docs(database: MemoryDatabase, items: Items, f: typeof plain): () => Promise<void> {
  // An array would be come to in the order of its keys.
  return async () => void (await mountEach(subpath("docs"), items.values(), f, await database.mountTable("t")));
}

export const at = (name: string): string => `docs/${name}`;

/** One component after the other, each written before the next begins; else they are written together. */
export const oneByOne: RunOptions = { maxInFlight: 1 };

/** Rows go to a component that comes later in path order, and to one that comes earlier. */
export const directions: readonly { readonly from: string; readonly to: string }[] = [
  { from: "a", to: "b" },
  { from: "b", to: "a" },
];
