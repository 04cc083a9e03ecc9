import type { KeyedItem } from "@coco/connectorkit";

/**
 * The items, in the order of their keys where that is quickly done: where all keys are texts, or all are numbers. A scan
 * then merges them with what is stored, in one pass, and need not look each up and remember it. Any other order is as
 * right, and where keys do not rise the scan finds out by itself.
 */
export function inKeyOrder(items: readonly KeyedItem<unknown>[]): readonly KeyedItem<unknown>[] {
  const type = typeof items[0]?.[0];
  if (type !== "string" && type !== "number") return items;
  let rises = true;
  let last: KeyedItem<unknown> | undefined;
  for (const item of items) {
    if (!Array.isArray(item) || typeof item[0] !== type) return items;
    rises &&= last === undefined || order(last, item) <= 0;
    last = item;
  }
  return rises ? items : items.toSorted(order);
}

function order([a]: KeyedItem<unknown>, [b]: KeyedItem<unknown>): number {
  if (a === b) return 0;
  return (a as string) < (b as string) ? -1 : 1;
}
