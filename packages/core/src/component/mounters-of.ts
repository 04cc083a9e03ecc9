import { byteText } from "../internal/byte-text.ts";
import { keysAbove, pathOfKey } from "./component-path.ts";
import type { ComponentRecord } from "./component-record.ts";
import { storedLevelPrefix } from "./levels.ts";

/**
 * The keys of those that mounted a component: the one that mounted it, the one that mounted that, and so on. Others on the
 * path above it merely stand in between. One whose record is not known may be of them.
 */
export function mountersOf(component: Uint8Array, records: ReadonlyMap<string, ComponentRecord>): Uint8Array[] {
  const mounted = [component];
  for (const key of keysAbove(component)) {
    const record = records.get(byteText(key));
    if (record === undefined || mounts(key, record, mounted)) mounted.push(key);
  }
  return mounted.slice(1);
}

function mounts(key: Uint8Array, { levels }: ComponentRecord, mounted: readonly Uint8Array[]): boolean {
  if (levels.length === 0) return false;
  const own = pathOfKey(key);
  return levels.some((relative) => {
    const prefix = storedLevelPrefix(own, relative);
    return mounted.some((one) => Buffer.compare(one.subarray(0, prefix.length), prefix) === 0);
  });
}
