import { type KeyedItem, type Source, sourceItems } from "@coco/connectorkit";

const PARTS = 16;
const PAGE = 250;

/** Items in the order of their keys, made as they are asked for; `onPart` is called after each sixteenth of them. */
export function numberedItems(count: number, onPart: () => Promise<void>): Source<string> {
  return {
    name: "numbered items",
    [sourceItems]: () => ({
      ordered: true,
      async *pages(): AsyncGenerator<readonly KeyedItem<string>[]> {
        let part = 1;
        for (let first = 0; first < count; first += PAGE) {
          const last = Math.min(first + PAGE, count);
          const indexes = Array.from({ length: last - first }, (_, offset) => first + offset);
          yield indexes.map((index) => [itemKey(index), `version of ${itemKey(index)}`] as const);
          for (; part <= PARTS && last >= (count * part) / PARTS; part++) await onPart();
        }
      },
    }),
  };
}

function itemKey(index: number): string {
  return `item-${String(index).padStart(9, "0")}`;
}
