import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { openStateStore } from "../../store/index.ts";
import { storeTables } from "../../store/store-table.ts";

/** A digest of everything that a store holds of an app. */
export async function storeContents(path: string, app: string): Promise<string> {
  if (!existsSync(path)) return "none";
  const store = await openStateStore({ path, readOnly: true });
  try {
    const state = await store.app(app);
    const digest = createHash("sha256");
    for (const table of storeTables) {
      digest.update(table);
      const entries = await state.page(table, { prefix: new Uint8Array(0), limit: 1_000_000 });
      for (const { key, value } of entries) digest.update(`${key.length} ${value.length} `).update(key).update(value);
    }
    return digest.digest("hex");
  } finally {
    await store.close();
  }
}
