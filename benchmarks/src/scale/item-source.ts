import { type KeyedItem, memoKey, memoState, type MemoStateOutcome, type Source, sourceItems } from "@coco/core";

const PAGE = 1024;

/** An item of a source: something with an identity, and a version that says whether it is what it was. */
export class Item {
  readonly path: string;
  readonly version: string;

  constructor(path: string, version: string) {
    this.path = path;
    this.version = version;
  }

  [memoKey](): string {
    return this.path;
  }

  [memoState](previous: string | undefined): MemoStateOutcome<string> {
    return { state: this.version, valid: previous === this.version };
  }
}

/** A path of 48 bytes; paths rise with their numbers. */
export function itemPath(index: number): string {
  const number = String(index).padStart(9, "0");
  return `archive/group-${number.slice(0, 3)}/section-${number.slice(3, 6)}/note-${number}.txt`;
}

/** The number of the item with this path. */
export function itemNumber(itemPath: string): number {
  return Number(itemPath.slice(-13, -4));
}

/** The version of an item, as a store of objects would give it. */
export function itemVersion(index: number): string {
  return (Math.imul(index, 2654435761) >>> 0).toString(16).padStart(16, "0");
}

/** Items in the order of their keys, made as they are asked for: nothing of the source stays in memory. */
export function itemSource(count: number, onHalf: () => void): Source<Item> {
  return {
    name: "items of the benchmark",
    [sourceItems]: () => ({
      ordered: true,
      versionOf: ({ version }) => version,
      async *pages(): AsyncGenerator<readonly KeyedItem<Item>[]> {
        for (let first = 0; first < count; first += PAGE) {
          if (first <= count / 2 && first + PAGE > count / 2) onHalf();
          const page: KeyedItem<Item>[] = [];
          for (let index = first; index < Math.min(first + PAGE, count); index++) {
            const path = itemPath(index);
            page.push([path, new Item(path, itemVersion(index))]);
          }
          yield page;
        }
      },
    }),
  };
}
