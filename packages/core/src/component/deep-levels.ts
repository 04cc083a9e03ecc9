import { decodeKeyPath } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { sameBytes } from "../internal/byte-text.ts";
import { type ComponentPath, keyInLevel, keysAbove, levelPrefix, pathOfKey } from "./component-path.ts";
import { storedLevelPrefix } from "./levels.ts";
import { readRecord } from "./record-codec.ts";

/**
 * Tells the run which levels beneath a component, running or gone, are its own although other components could stand in between: a scan
 * that passes by such a place says nothing of what is on the level. A level that one of those in between has too was
 * handed over by a run that broke off, and what is on it is theirs if they are as they were.
 */
export async function noteDeepLevels(run: Run, path: ComponentPath, levels: Iterable<ComponentPath>): Promise<void> {
  for (const level of levels) {
    if (level.length > path.length + 1 && !(await isOfOneBetween(run, path, level)))
      run.presence.noteLevel(path, level);
  }
}

async function isOfOneBetween(run: Run, path: ComponentPath, level: ComponentPath): Promise<boolean> {
  const prefix = levelPrefix(level);
  const keys = [...keysAbove(keyInLevel(prefix, null))].slice(0, level.length - path.length);
  const records = await run.state.read("component", keys);
  return records.some((bytes, index) => {
    const own = pathOfKey(keys[index] as Uint8Array);
    const levels = bytes === undefined ? [] : (readRecord(bytes)?.levels ?? []);
    return levels.some((relative) => sameBytes(storedLevelPrefix(own, relative), prefix));
  });
}

/** The same of a component in the store, with its levels as they are stored. */
export async function noteStoredLevels(run: Run, key: Uint8Array, levels: readonly Uint8Array[]): Promise<void> {
  const path = pathOfKey(key);
  await noteDeepLevels(
    run,
    path,
    levels.map((relative) => [...path, ...decodeKeyPath(relative)]),
  );
}
