import { compareKeys, type KeyedItem, type Source, sourceItems } from "@coco/connectorkit";

/** Plain data as a source gives it that knows the version of each item. */
export function versionedItems<V>(entries: readonly KeyedItem<V>[], pageSize = 2): Source<V> {
  const sorted = entries.toSorted(([a], [b]) => compareKeys(a, b));
  return {
    name: "items with versions",
    [sourceItems]: () => ({
      ordered: true,
      versionOf: (item) => JSON.stringify(item),
      async *pages() {
        for (let at = 0; at < sorted.length; at += pageSize) yield sorted.slice(at, at + pageSize);
      },
    }),
  };
}
