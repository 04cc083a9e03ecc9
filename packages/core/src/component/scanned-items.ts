import * as types from "node:util/types";
import { type Items, isSource, type ItemScan, type KeyedItem, sourceItems } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";
import { describeGiven } from "../internal/describe-given.ts";
import { inKeyOrder } from "./in-key-order.ts";

const PAGE = 256;

/** What `mountEach` was given, as pages of items. */
export interface ScannedItems extends Pick<ItemScan<unknown>, "bytesOf" | "ordered" | "size" | "versionOf"> {
  readonly pages: AsyncIterable<readonly KeyedItem<unknown>[]>;
}

/** Begins to read the items that were given to `mountEach`. */
export function scannedItems(items: Items<unknown>, signal: AbortSignal): ScannedItems {
  if (typeof items !== "object" || items === null) throw notItems(items);
  if (isSource(items)) {
    const scan = items[sourceItems]();
    const { ordered, size } = scan;
    const bytesOf = scan.bytesOf === undefined ? {} : { bytesOf: scan.bytesOf.bind(scan) };
    const versionOf = scan.versionOf === undefined ? {} : { versionOf: scan.versionOf.bind(scan) };
    return { ordered, ...(size === undefined ? {} : { size }), ...bytesOf, ...versionOf, pages: scan.pages(signal) };
  }
  if (!(Symbol.asyncIterator in items) && !(Symbol.iterator in items)) throw notItems(items);
  // Nothing is promised of their order, but what rises so far is merged and need not be remembered.
  const all = allOf(items);
  if (all === undefined) return { ordered: true, pages: paged(items) };
  return { ordered: true, size: all.length, pages: slices(inKeyOrder(all)) };
}

/** What is there as a whole: of an array or a map. */
function allOf(items: object): readonly KeyedItem<unknown>[] | undefined {
  if (Array.isArray(items)) return items;
  return items instanceof Map ? [...items] : undefined;
}

async function* slices(items: readonly KeyedItem<unknown>[]): AsyncGenerator<readonly KeyedItem<unknown>[]> {
  for (let start = 0; start < items.length; start += PAGE) {
    const page = items.slice(start, start + PAGE);
    for (const item of page) checkItem(item);
    yield page;
  }
}

async function* paged(
  items: Iterable<KeyedItem<unknown>> | AsyncIterable<KeyedItem<unknown>>,
): AsyncGenerator<readonly KeyedItem<unknown>[]> {
  let page: KeyedItem<unknown>[] = [];
  for await (const item of items) {
    checkItem(item);
    page.push(item);
    if (page.length === PAGE) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

function checkItem(item: unknown): void {
  if (!Array.isArray(item) || item.length !== 2) throw notItems(item);
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
