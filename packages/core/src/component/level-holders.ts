import { byteText } from "../internal/byte-text.ts";
import type { Component } from "./component.ts";
import { keyInLevel, keysAbove } from "./component-path.ts";
import { hasLevel, noteStoredLevels } from "./deep-levels.ts";
import type { Level } from "./levels.ts";
import { readRecord } from "./record-codec.ts";

/**
 * The keys of those that the store says to have a level which a component began to mount on in this run: what is on it
 * was theirs. They stand above the level, in between or above the component; those are not among them that mounted the
 * component, for they are running, and store what they have themselves.
 */
export function holdersOf(component: Component, level: Level): Promise<readonly Uint8Array[]> {
  return (level.holders ??= isFirstRun(component) ? NOBODY : findHolders(component, level));
}

const NOBODY: Promise<readonly Uint8Array[]> = Promise.resolve([]);

/** The root is stored before anything beneath it can be. */
function isFirstRun(component: Component): boolean {
  let root = component;
  while (root.parent !== undefined) root = root.parent;
  return root.path.length === 0 && root.stored.bytes === undefined;
}

async function findHolders(component: Component, { prefix }: Level): Promise<readonly Uint8Array[]> {
  const { run } = component;
  const running = new Set<string>();
  for (let one: Component | undefined = component; one !== undefined; one = one.parent) running.add(one.keyText);
  const keys = [...keysAbove(keyInLevel(prefix, null))].filter((key) => !running.has(byteText(key)));
  const records = await run.state.read("component", keys);
  const isHolder = (key: Uint8Array, index: number): boolean => {
    const bytes = records[index];
    return bytes !== undefined && hasLevel(key, bytes, prefix);
  };
  const holders = keys.filter(isHolder);
  if (holders.length === 0) return holders;
  // Whether one of them is there may hang on whose the levels above it are.
  for (const [index, bytes] of records.entries()) {
    const levels = bytes === undefined ? [] : (readRecord(bytes)?.levels ?? []);
    if (levels.length > 0) await noteStoredLevels(run, keys[index] as Uint8Array, levels);
  }
  return holders;
}
