import type { KeyedItem } from "@coco/connectorkit";
import type { LevelScan } from "../component/level-scan.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { RangeDigest } from "./range-digest.ts";

/** Goes through the items of a scan, and lets it pass over ranges that are as they were. */
export class RangeScan {
  readonly #scan: LevelScan;
  /** The range of an earlier run that the scan stands before, */
  #due: RangeDigest | undefined;
  /** and what the source gave of it so far. */
  #items: KeyedItem<unknown>[] = [];

  constructor(scan: LevelScan) {
    this.#scan = scan;
  }

  /** Whether it holds items back until their range is whole. */
  get isHolding(): boolean {
    return this.#due !== undefined;
  }

  /** @throws where the run was stopped. */
  async take(items: readonly KeyedItem<unknown>[]): Promise<void> {
    this.#scan.beginPage();
    for (let at = 0; at < items.length; ) {
      const range = this.#due ?? (await this.#scan.ranges?.from(this.#scan.position));
      if (range === undefined || (this.#due === undefined && !sameBytes(range.after, this.#scan.position))) {
        at = await this.#scan.take(items, at, range?.after);
        continue;
      }
      this.#due = range;
      const end = Math.min(at + range.count - this.#items.length, items.length);
      for (; at < end; at++) this.#items.push(items[at] as KeyedItem<unknown>);
      if (this.#items.length === range.count) await this.#conclude(range);
    }
  }

  /** The source gives no more, has failed, or takes its time: what it gave is gone through all the same. */
  async end(): Promise<void> {
    while (this.#due !== undefined) await this.#giveBack();
  }

  async #conclude(range: RangeDigest): Promise<void> {
    const { ranges } = this.#scan;
    const isUnchanged = (await ranges?.isUnchanged(range, this.#items)) === true;
    // What was written while that was waited for may have been of the range, or be about to be.
    if (!isUnchanged || ranges?.isUnchangedStill(range) !== true) return this.#giveBack();
    this.#due = undefined;
    this.#items = [];
    ranges?.pass(range);
    this.#scan.passOver(range);
  }

  /** The range is not as it was: its items are gone through. */
  async #giveBack(): Promise<void> {
    const items = this.#items;
    this.#due = undefined;
    this.#items = [];
    this.#scan.ranges?.leave();
    await this.take(items);
  }
}
