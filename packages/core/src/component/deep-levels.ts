import { decodeKeyPath } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { byteText, sameBytes } from "../internal/byte-text.ts";
import { type ComponentPath, keyInLevel, keysAbove, levelPrefix, pathOfKey } from "./component-path.ts";
import { storedLevelPrefix } from "./levels.ts";
import { readRecord } from "./record-codec.ts";

/**
 * Tells the run which levels beneath a component, running or gone, are its own although other components could stand in
 * between: a scan that passes by such a place says nothing of what is on the level. A level that several have, as a run
 * leaves it that breaks off, is that of the last of them on the way. Gives the others, as prefixes.
 */
export async function noteDeepLevels(
  run: Run,
  path: ComponentPath,
  levels: Iterable<ComponentPath>,
): Promise<Uint8Array[]> {
  const others: Uint8Array[] = [];
  for (const level of levels) {
    if (level.length === path.length) continue;
    if (await isOfOneBetween(run, path, level)) others.push(levelPrefix(level));
    else run.presence.noteLevel(path, level);
  }
  return others;
}

async function isOfOneBetween(run: Run, path: ComponentPath, level: ComponentPath): Promise<boolean> {
  const prefix = levelPrefix(level);
  const keys = [...keysAbove(keyInLevel(prefix, null))].slice(0, level.length - path.length);
  const records = await run.state.read("component", keys);
  return records.some((bytes, index) => bytes !== undefined && hasLevel(keys[index] as Uint8Array, bytes, prefix));
}

/** The same of a component in the store, with its levels as they are stored. Gives the prefixes of its own. */
export async function noteStoredLevels(
  run: Run,
  key: Uint8Array,
  levels: readonly Uint8Array[],
): Promise<readonly Uint8Array[]> {
  const path = pathOfKey(key);
  const all = levels.map((relative) => [...path, ...decodeKeyPath(relative)]);
  const others = new Set((await noteDeepLevels(run, path, all)).map(byteText));
  return all.map(levelPrefix).filter((prefix) => !others.has(byteText(prefix)));
}

/** Whether the component of this key and record mounts on the level of this prefix. */
export function hasLevel(key: Uint8Array, record: Uint8Array, prefix: Uint8Array): boolean {
  const levels = readRecord(record)?.levels ?? [];
  if (levels.length === 0) return false;
  const path = pathOfKey(key);
  return levels.some((relative) => sameBytes(storedLevelPrefix(path, relative), prefix));
}
