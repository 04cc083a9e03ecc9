import * as types from "node:util/types";
import { type Items, isSource, type ItemScan, type KeyedItem, sourceItems } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";
import { describeGiven } from "../internal/describe-given.ts";

const PAGE = 256;

/** What `mountEach` was given, as pages of items. */
export interface ScannedItems extends Pick<ItemScan<unknown>, "bytesOf" | "ordered" | "size"> {
  readonly pages: AsyncIterable<readonly KeyedItem<unknown>[]>;
}

/** Begins to read the items that were given to `mountEach`. */
export function scannedItems(items: Items<unknown>, signal: AbortSignal): ScannedItems {
  if (typeof items !== "object" || items === null) throw notItems(items);
  if (isSource(items)) {
    const scan = items[sourceItems]();
    const { ordered, size } = scan;
    const bytesOf = scan.bytesOf === undefined ? {} : { bytesOf: scan.bytesOf.bind(scan) };
    return { ordered, ...(size === undefined ? {} : { size }), ...bytesOf, pages: scan.pages(signal) };
  }
  if (!(Symbol.asyncIterator in items) && !(Symbol.iterator in items)) throw notItems(items);
  // Nothing is promised of their order, but what rises so far is merged and need not be remembered.
  return { ordered: true, ...sizeOf(items), pages: paged(items) };
}

/** Arrays, maps and the like know how many they hold. */
function sizeOf(items: object): { readonly size?: number } {
  if (Array.isArray(items)) return { size: items.length };
  return items instanceof Map ? { size: items.size } : {};
}

async function* paged(
  items: Iterable<KeyedItem<unknown>> | AsyncIterable<KeyedItem<unknown>>,
): AsyncGenerator<readonly KeyedItem<unknown>[]> {
  let page: KeyedItem<unknown>[] = [];
  for await (const item of items) {
    if (!Array.isArray(item) || item.length !== 2) throw notItems(item);
    page.push(item);
    if (page.length === PAGE) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

function notItems(given: unknown): ComponentError {
  return new ComponentError(
    `mountEach needs keyed items: a source, a Map, or an iterable of [key, value] pairs, not ${describe(given)}.`,
    {
      code: "NOT_KEYED_ITEMS",
      hint: "Give each item a key that stays its own across runs; for work without components use map().",
    },
  );
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length} where a pair is wanted`;
  return types.isGeneratorFunction(value) ? `${describeGiven(value)} (call it)` : describeGiven(value);
}
