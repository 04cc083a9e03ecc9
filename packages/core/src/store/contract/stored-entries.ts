import type { AppState, Entry } from "../app-state.ts";
import type { Change } from "../change.ts";
import type { StoreTable } from "../store-table.ts";

// What the contract suite commits and looks at, with text in place of bytes.

export const none: Uint8Array = new Uint8Array();

export function bytes(characters: string): Uint8Array {
  return new TextEncoder().encode(characters);
}

/** One character a byte. */
export function text(value: Uint8Array | undefined): string | undefined {
  return value && Buffer.from(value).toString("latin1");
}

export function put(table: StoreTable, key: string, value: string): Change {
  return { kind: "put", table, key: bytes(key), value: bytes(value) };
}

export function remove(table: StoreTable, key: string): Change {
  return { kind: "delete", table, key: bytes(key) };
}

export function use(key: string, by: number): Change {
  return { kind: "use", key: bytes(key), by };
}

export function pairs(entries: readonly Entry[]): (string | undefined)[][] {
  return entries.map(({ key, value }) => [text(key), text(value)]);
}

/** All entries of a prefix, page by page. */
export async function all(
  app: AppState,
  table: StoreTable,
  prefix: Uint8Array = none,
  limit = 1_000,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const after = entries.at(-1)?.key;
    const page = await app.page(table, { prefix, limit, ...(after && { after }) });
    entries.push(...page);
    if (page.length < limit) return entries;
  }
}

export async function values(app: AppState, table: StoreTable, ...keys: string[]): Promise<(string | undefined)[]> {
  return (await app.read(table, keys.map(bytes))).map(text);
}
