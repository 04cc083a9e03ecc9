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
  /** About how many bytes the values of a page may have: of small entries a page takes more than `limit`, of large ones fewer. */
  readonly bytes?: number;
}

/** How many times as many entries as `limit` a page of small ones takes. */
const MOST_LIMITS = 8;
const LEAST = 16;

/** The entries of a table in the order of their keys, a page at a time. No page is empty. */
export async function* pagesOf(
  state: AppState,
  table: StoreTable,
  { prefix = EVERYTHING, after: from, limit: usual = PAGE, bytes }: EntriesOptions = {},
): AsyncGenerator<readonly Entry[]> {
  let after = from;
  let limit = usual;
  for (;;) {
    const page = await state.page(table, { prefix, limit, ...(after === undefined ? {} : { after }) });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1)?.key;
    if (bytes === undefined) continue;
    const size = page.reduce((sum, { value }) => sum + value.length, 0) / page.length;
    limit = Math.max(LEAST, Math.min(usual * MOST_LIMITS, Math.floor(bytes / size)));
  }
}
