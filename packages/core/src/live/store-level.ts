import { encodeKeyPath } from "@coco/connectorkit";
import { type ComponentPath, componentKey } from "../component/component-path.ts";
import { emptyRecord } from "../component/component-record.ts";
import { encodeRecord, readRecord } from "../component/record-codec.ts";
import type { RunShared } from "../app/run-shared.ts";
import { sameBytes } from "../internal/byte-text.ts";

/**
 * Stores that a component has a level, before something is mounted there that it has not mounted itself: else nobody
 * would look for that when the component is gone.
 */
export async function storeLevelOf(
  { state, writing }: Pick<RunShared, "state" | "writing">,
  host: ComponentPath,
  level: ComponentPath,
): Promise<void> {
  const key = componentKey(host);
  const relative = encodeKeyPath(level.slice(host.length));
  await writing.take(async () => {
    const [bytes] = await state.read("component", [key]);
    const record = bytes === undefined ? emptyRecord : readRecord(bytes);
    if (record === undefined || record.levels.some((known) => sameBytes(known, relative))) return;
    const levels = [...record.levels, relative].sort(Buffer.compare);
    await state.commit([{ kind: "put", table: "component", key, value: encodeRecord({ ...record, levels }) }]);
  });
}
