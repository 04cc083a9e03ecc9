import {
  type EndLayout,
  type FoundEnd,
  type FoundRelation,
  type GraphTable,
  keyColumns,
  type NodeLayout,
  type RelationLayout,
  type Values,
} from "@coco/property-graph";
import type { RecordId } from "surrealdb";
import { isMissingTable } from "./classify-error.ts";
import type { SurrealClient } from "./client.ts";
import { decodeValue } from "./decode-value.ts";
import { fieldColumns } from "./encode-rows.ts";
import { fieldOf, quoted } from "./identifiers.ts";
import { keyOfId } from "./record-ids.ts";
import { runQuery } from "./run-query.ts";

/** How many records are asked for at once. */
const PAGE = 2_000;

type Found = Readonly<Record<string, unknown>> & { readonly id: RecordId };

/** All nodes of a label. */
export async function* readNodes(client: SurrealClient, label: string, layout: NodeLayout): AsyncGenerator<Values> {
  const table = { kind: "nodes", name: label, layout } as const;
  for await (const found of pages(client, table, [])) {
    yield { ...keyOfId(keyColumns(layout), found.id.id), ...fields(table, found) };
  }
}

/** All relations of a type. */
export async function* readRelations(
  client: SurrealClient,
  type: string,
  layout: RelationLayout,
): AsyncGenerator<FoundRelation> {
  const table = { kind: "relations", name: type, layout } as const;
  for await (const found of pages(client, table, ["in", "out"])) {
    const [from, to] = [found["in"], found["out"]] as [RecordId, RecordId];
    yield { from: end(layout.from, from), to: end(layout.to, to), values: fields(table, found) };
  }
}

function end(ends: readonly EndLayout[], { id, table }: RecordId): FoundEnd {
  const label = table.name;
  return { label, key: keyOfId(ends.find((one) => one.label === label)?.key ?? [], id) };
}

function fields({ kind, layout }: GraphTable, found: Found): Values {
  const columns = fieldColumns(kind, layout);
  return Object.fromEntries(
    columns.map((column) => [column.name, decodeValue(column, found[fieldOf(kind, column.name)])]),
  );
}

async function* pages(
  client: SurrealClient,
  { kind, layout, name }: GraphTable,
  more: readonly string[],
): AsyncGenerator<Found> {
  const names = ["id", ...more, ...fieldColumns(kind, layout).map((column) => quoted(fieldOf(kind, column.name)))];
  let after: RecordId | undefined;
  for (;;) {
    const range = after === undefined ? "" : "WHERE id > $after ";
    const text = `SELECT ${names.join(", ")} FROM ${quoted(name)} ${range}ORDER BY id LIMIT ${PAGE}`;
    const found = await runQuery(client, text, after === undefined ? {} : { after }).catch((error: unknown) => {
      if (isMissingTable(error)) return [[]];
      throw error;
    });
    const page = found[0] as readonly Found[];
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}
