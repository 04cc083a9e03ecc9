import { byteText } from "../internal/byte-text.ts";
import type { Change, PutChange } from "../store/index.ts";
import type { Component } from "./component.ts";
import { recordWithoutResult } from "./invalidate.ts";
import { holdersOf } from "./level-holders.ts";
import type { Level } from "./levels.ts";
import { mountersOf } from "./mounters-of.ts";
import { encodeRecord } from "./record-codec.ts";
import { recordsOnWay } from "./records-on-way.ts";

/**
 * Stores the levels of a component before the first child on a new one can be: a run that breaks off must leave no
 * child that nobody would look for. Another one that has such a level, if it is mounted again, does not know of the
 * children that stand there by then: it must look, and so must those that it is reached through.
 */
export function storeLevelsAhead(component: Component, level: Level): void {
  const { levels, run } = component;
  if (!levels.noteAhead(level)) return; // goes with those that are to be stored already
  run.commits.enqueue(async (written) => {
    const opened = levels.takeAhead();
    // Its children may all be as they were, so that it is planned by now, and written after them.
    const own = component.submitted && isWritten(component.keyText, written) ? [] : [recordWithoutResult(component)];
    const holders = await Promise.all(opened.map((one) => holdersOf(component, one)));
    return [...own, ...(await withoutResults(component, holders.flat(), written))];
  });
}

async function withoutResults(
  { run }: Component,
  holders: readonly Uint8Array[],
  written: readonly Change[],
): Promise<PutChange[]> {
  if (holders.length === 0) return [];
  const records = await recordsOnWay(run.state, holders);
  const changes = new Map<string, PutChange>();
  for (const holder of holders) {
    for (const key of [holder, ...mountersOf(holder, records)]) {
      const text = byteText(key);
      const record = records.get(text);
      if (record?.memo === undefined || changes.has(text) || isWritten(text, written)) continue;
      run.takeovers.noteShared(key);
      const value = encodeRecord(run.takeovers.withoutTaken(key, { ...record, memo: undefined }));
      changes.set(text, { kind: "put", table: "component", key, value });
    }
  }
  return [...changes.values()];
}

function isWritten(key: string, written: readonly Change[]): boolean {
  return written.some(
    (change) => change.kind !== "use" && change.table === "component" && byteText(change.key) === key,
  );
}
