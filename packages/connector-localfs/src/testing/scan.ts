import { type KeyedItem, type Source, type StableKey, sourceItems } from "@coco/connectorkit";

/** The pages of one scan, as the engine asks for them. */
export async function pagesOf<V>(source: Source<V>): Promise<(readonly KeyedItem<V>[])[]> {
  const pages: (readonly KeyedItem<V>[])[] = [];
  for await (const page of source[sourceItems]().pages(new AbortController().signal)) pages.push(page);
  return pages;
}

export async function itemsOf<V>(source: Source<V>): Promise<KeyedItem<V>[]> {
  return (await pagesOf(source)).flat();
}

export async function keysOf<V>(source: Source<V>): Promise<StableKey[]> {
  return (await itemsOf(source)).map(([key]) => key);
}
