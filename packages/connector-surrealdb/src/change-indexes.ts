import { type IndexChange, tableText } from "@coco/property-graph";
import type { SurrealClient } from "./client.ts";
import { findParts, type FoundIndex } from "./found-table.ts";
import { quoted, textLiteral } from "./identifiers.ts";
import { analyzerText, indexDefinitions } from "./index-definition.ts";
import { analyzerName, indexComment, isIndexComment } from "./index-names.ts";
import { runQuery, runTransaction } from "./run-query.ts";
import { SurrealdbError } from "./surrealdb-error.ts";

/** Makes, changes and removes indexes. One that is as wanted stays. */
export async function changeIndexes(client: SurrealClient, changes: readonly IndexChange[]): Promise<void> {
  for (const change of changes) {
    const { indexes } = await findParts(client, change.table.name);
    const own = indexes.filter(({ comment }) => isIndexComment(comment, change.name));
    if (change.spec === undefined) await removeIndex(client, change, own);
    else await makeIndex(client, change, indexes, own);
  }
}

async function makeIndex(
  client: SurrealClient,
  { name, spec, table }: IndexChange,
  indexes: readonly FoundIndex[],
  own: readonly FoundIndex[],
): Promise<void> {
  if (spec === undefined) return;
  const analyzer = analyzerName(table.name, name);
  const definitions = indexDefinitions(table, name, spec, analyzer);
  const words = analyzerText(spec);
  const comment = indexComment(name, [...definitions.map(({ text }) => text), words].join("; "));
  if (own.length === definitions.length && own.every((index) => index.comment === comment)) return;
  const names = definitions.map((one) => one.name);
  const foreign = indexes.find((index) => names.includes(index.name) && !own.includes(index));
  if (foreign !== undefined) {
    throw new SurrealdbError(
      `The ${tableText(table)} have an index ${foreign.name} already, which this app did not make.`,
      {
        code: "SURREALDB_INDEX_EXISTS",
        hint: "Give the index that you declare another name, or remove the one that is there.",
      },
    );
  }
  const on = `ON ${quoted(table.name)}`;
  const said = `COMMENT ${textLiteral(comment)}`;
  await runTransaction(client, [
    ...own.map((index) => `REMOVE INDEX IF EXISTS ${quoted(index.name)} ${on}`),
    ...(words === undefined ? [] : [`DEFINE ANALYZER OVERWRITE ${quoted(analyzer)} ${words} ${said}`]),
  ]);
  // Each builds from the records that are there: not in one transaction with others.
  for (const one of definitions) await runQuery(client, `DEFINE INDEX ${quoted(one.name)} ${on} ${one.text} ${said}`);
}

async function removeIndex(
  client: SurrealClient,
  { name, table }: IndexChange,
  own: readonly FoundIndex[],
): Promise<void> {
  await runTransaction(client, [
    ...own.map((index) => `REMOVE INDEX IF EXISTS ${quoted(index.name)} ON ${quoted(table.name)}`),
    `REMOVE ANALYZER IF EXISTS ${quoted(analyzerName(table.name, name))}`,
  ]);
}
