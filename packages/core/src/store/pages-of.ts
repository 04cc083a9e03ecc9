import type { AppState, Entry } from "./app-state.ts";
import type { StoreTable } from "./store-table.ts";

const PAGE = 512;
const EVERYTHING = new Uint8Array(0);

/** What to read of a table. */
export interface EntriesOptions {
  /** Only keys that start with these bytes. Default: all. */
  readonly prefix?: Uint8Array;
  /** Only keys after this one. */
  readonly after?: Uint8Array | undefined;
  /** Entries a page. Default 512. */
  readonly limit?: number;
}

/** The entries of a table in the order of their keys, a page at a time. No page is empty. */
export async function* pagesOf(
  state: AppState,
  table: StoreTable,
  { prefix = EVERYTHING, after: from, limit = PAGE }: EntriesOptions = {},
): AsyncGenerator<readonly Entry[]> {
  let after = from;
  for (;;) {
    const page = await state.page(table, { prefix, limit, ...(after === undefined ? {} : { after }) });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1)?.key;
  }
}
