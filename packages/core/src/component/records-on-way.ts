import { byteText } from "../internal/byte-text.ts";
import type { AppState } from "../store/index.ts";
import { keysAbove } from "./component-path.ts";
import { type ComponentRecord, emptyRecord } from "./component-record.ts";
import { readRecord } from "./record-codec.ts";

/** The records of these components and of those above them, by key as text; an empty one where none is stored that can be read. */
export async function recordsOnWay(
  state: AppState,
  components: readonly Uint8Array[],
): Promise<ReadonlyMap<string, ComponentRecord>> {
  const all = components.flatMap((component) => [component, ...keysAbove(component)]);
  const keys = new Map(all.map((key) => [byteText(key), key]));
  const values = await state.read("component", [...keys.values()]);
  const records = [...keys.keys()].map((text, index) => {
    const bytes = values[index];
    return [text, (bytes === undefined ? undefined : readRecord(bytes)) ?? emptyRecord] as const;
  });
  return new Map(records);
}
