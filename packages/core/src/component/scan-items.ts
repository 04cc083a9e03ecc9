import type { Items } from "@coco/connectorkit";
import { type MountScope, withoutDeadline } from "./begin-mount.ts";
import type { HandlingOutcome } from "./exception-handlers.ts";
import { LevelScan } from "./level-scan.ts";
import type { LeftToOthers } from "./left-to-others.ts";
import type { Level } from "./levels.ts";
import type { MountedFunction } from "./mounted-function.ts";
import { RangeScan } from "../range/range-scan.ts";
import { pagesInTime } from "../range/slow-pages.ts";
import { scannedItems } from "./scanned-items.ts";

/** A level that a component mounts, item by item. */
export interface LevelMount {
  readonly scope: MountScope;
  readonly level: Level;
  readonly mounted: MountedFunction;
  /** What the function is given besides the item. */
  readonly args: readonly unknown[];
}

/** What was mounted of a level. */
export interface MountedItems {
  /** Settles when every component of it is done. */
  readonly done: Promise<HandlingOutcome | undefined>;
}

/**
 * Mounts a component for each item there is, but for those that are `left` to other runs. What the source has no more
 * stands in the level then.
 */
export async function scanItems(
  { args, level, mounted, scope }: LevelMount,
  items: Items<unknown>,
  left?: LeftToOthers,
): Promise<MountedItems> {
  const { component, run } = scope;
  const given = scannedItems(items, run.signal);
  const scan = new LevelScan(scope, level, mounted, args, given, left);
  const ranges = new RangeScan(scan);
  let complete = false;
  try {
    const pages = scan.ranges === undefined ? given.pages : pagesInTime(given.pages, () => ranges.isHolding);
    for await (const page of pages) {
      scope.deadline?.check(component.displayPath);
      await withoutDeadline(scope, () => (page === undefined ? ranges.end() : ranges.take(page)));
    }
    await withoutDeadline(scope, () => ranges.end());
    complete = true;
  } catch (error) {
    await withoutDeadline(scope, () => ranges.end()).catch(() => undefined); // what failed first is told
    throw error;
  } finally {
    scan.ended(complete);
  }
  scope.deadline?.check(component.displayPath);
  level.absent = await scan.finish();
  level.complete = true;
  return { done: scan.done() };
}
