import { fn, mountEach } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";

const upper = wrap("telemetry/upper", { memo: true }, (text: string) => text.toUpperCase());
const embed = fn({ memo: "app", batching: true, name: "telemetry/embed" }, async (texts: string[]) =>
  texts.map((text) => text.length),
);

/** A row for a text: calls a memoized function and a batched one. */
export const row: (text: string, table: MemoryTable) => Promise<void> = wrap(
  "telemetry/row",
  { memo: true },
  async (text: string, table: MemoryTable) => {
    table.declare(text, `${upper(text)} ${await embed(text)}`);
  },
);

/** An app's function that makes a row for each text. */
export async function rowsOf(database: MemoryDatabase, ...texts: string[]): Promise<void> {
  const table = await database.mountTable("t");
  await mountEach(
    texts.map((text) => [text, text] as const),
    row,
    table,
  );
}
