import type { ListedState, ListContext, StableKey } from "@coco/connectorkit";
import { isMissingCollection, qdrantError } from "./classify-error.ts";
import type { QdrantLike } from "./connection.ts";
import { decodeValue } from "./decode-point.ts";
import type { CollectionLayout } from "./stored-type.ts";

const PAGE = 1000;

/** The keys of all points of a collection, a page at a time. A collection that is not there has none. */
export async function* listPoints(
  { context }: ListContext,
  database: string,
  collection: string,
  layout: CollectionLayout,
): AsyncGenerator<ListedState> {
  const client = context<QdrantLike>(database);
  const keyColumns = layout.primaryKey.map((name) => layout.columns.find((column) => column.name === name));
  const request = { limit: PAGE, with_payload: [...layout.primaryKey], with_vector: false };
  let offset: number | string | undefined;
  try {
    do {
      const page = await client.scroll(collection, { ...request, ...(offset === undefined ? {} : { offset }) });
      for (const { payload } of page.points) {
        const parts = keyColumns.map((column) => {
          const value = payload?.[column?.name ?? ""];
          // A point that somebody else wrote has no key of ours.
          return value === undefined || column === undefined ? null : decodeValue(column.type as never, value);
        });
        yield { key: (parts.length === 1 ? parts[0] : parts) as StableKey };
      }
      offset = (page.next_page_offset ?? undefined) as number | string | undefined;
    } while (offset !== undefined);
  } catch (error) {
    if (!isMissingCollection(error)) throw qdrantError(error, `list the points of ${database}/${collection}`);
  }
}
