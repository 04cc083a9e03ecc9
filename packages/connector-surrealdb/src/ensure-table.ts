import type { EnsureTable, GraphTable } from "@coco/property-graph";
import type { SurrealClient } from "./client.ts";
import { type FoundDatabase, type FoundField, type FoundTable, findDatabase, findParts } from "./found-table.ts";
import { fieldOf, quoted, textLiteral } from "./identifiers.ts";
import { markIn, withMark } from "./owner-mark.ts";
import { removeTable } from "./remove-table.ts";
import { runTransaction } from "./run-query.ts";
import { defineField, fieldDefinitions, typeClause } from "./table-definition.ts";
import { foundNotMade, goneOutside, unfit } from "./table-errors.ts";
import { kindProblem, plain } from "./table-fit.ts";

/** Makes the table, or changes the one that is there, so that it ends as wanted from wherever it stands. */
export async function ensureTable(client: SurrealClient, change: EnsureTable): Promise<void> {
  const { anew, knownMarks, mustExist, onExisting, table } = change;
  const database = await findDatabase(client);
  const found = database.tables.find(({ name }) => name === table.name);
  if (found === undefined) {
    if (mustExist && !anew) throw goneOutside(table);
    return createTable(client, change, database);
  }
  const mark = markIn(found.comment);
  const ours = mark !== undefined && knownMarks.includes(mark);
  if (!ours && onExisting === "error") throw foundNotMade(table, mark !== undefined);
  if (ours ? anew : onExisting === "replace") {
    await removeTable(client, found, database);
    return createTable(client, change, database);
  }
  const problem = kindProblem(found, table);
  if (problem !== undefined) throw unfit(table, [problem], "system");
  return alterTable(client, change, found, ours);
}

async function createTable(
  client: SurrealClient,
  { mark, table }: EnsureTable,
  database: FoundDatabase,
): Promise<void> {
  const comment = textLiteral(withMark(undefined, mark));
  await runTransaction(client, [
    `DEFINE TABLE ${quoted(table.name)} ${typeClause(table)} SCHEMAFULL COMMENT ${comment}`,
    ...fieldDefinitions(table).map((field) => defineField(table.name, field)),
    ...(table.kind === "nodes" ? relink(table, database) : []),
  ]);
}

/** A table that was removed took with it what leads from its records to their relations, which may still be there. */
function relink({ name }: GraphTable, { tables }: FoundDatabase): readonly string[] {
  const joins = ({ kind }: FoundTable): boolean =>
    kind.kind === "RELATION" && [kind.in, kind.out].some((ends) => ends === undefined || ends.includes(name));
  return tables.filter(joins).flatMap((relation, index) => {
    const [rows, label] = [`$relinked_${index}`, textLiteral(name)];
    return [
      `LET ${rows} = (SELECT * FROM ${quoted(relation.name)} WHERE record::tb(in) = ${label} OR record::tb(out) = ${label})`,
      `DELETE ${rows}.id RETURN NONE`,
      `INSERT RELATION ${rows} RETURN NONE`,
    ];
  });
}

async function alterTable(client: SurrealClient, change: EnsureTable, found: FoundTable, ours: boolean): Promise<void> {
  const { dropColumns, mark, table } = change;
  const { fields } = await findParts(client, table.name);
  const held = new Map(fields.map((field) => [plain(field.name), field]));
  const wanted = fieldDefinitions(table);
  const changed = wanted.filter(({ name, type }) => !sameType(held.get(name)?.kind, type));
  const removed = dropColumns.map((column) => fieldOf(table.kind, column)).filter((name) => held.has(name));
  // Values of another type are written again, so they may go; those of others that are adopted may not.
  const retyped = ours
    ? changed.filter(({ name, type }) => hasOtherType(held.get(name), type)).map(({ name }) => name)
    : [];
  const name = quoted(table.name);
  const unset = [...removed, ...retyped].map(quoted);
  await runTransaction(client, [
    ...(unset.length === 0 ? [] : [`ALTER TABLE ${name} SCHEMALESS`]),
    ...unset.map((field) => `REMOVE FIELD IF EXISTS ${field} ON ${name}`),
    // Records that a change which died half way left behind need not fit.
    ...(unset.length === 0 ? [] : [...loosened(table, fields), `UPDATE ${name} UNSET ${unset.join(", ")} RETURN NONE`]),
    ...(unset.length === 0 ? changed : wanted).map((field) => defineField(table.name, field)),
    ...(unset.length > 0 && found.schemafull ? [`ALTER TABLE ${name} SCHEMAFULL`] : []),
    ...(found.kind.kind === "ANY" ? [] : [`ALTER TABLE ${name} ${typeClause(table)}`]),
    `ALTER TABLE ${name} COMMENT ${textLiteral(withMark(found.comment, mark))}`,
  ]);
}

/** All fields of the layout, for any value. */
function loosened(table: GraphTable, fields: readonly FoundField[]): readonly string[] {
  const ours = fieldDefinitions(table).map(({ name }) => name);
  const there = fields.map(({ name }) => plain(name)).filter((name) => ours.includes(name));
  return there.map((name) => defineField(table.name, { name, type: "any" }));
}

function sameType(held: string | undefined, wanted: string): boolean {
  return held !== undefined && alternatives(held) === alternatives(wanted);
}

function hasOtherType(held: FoundField | undefined, wanted: string): boolean {
  return held?.kind !== undefined && alternatives(held.kind, ["none"]) !== alternatives(wanted, ["none"]);
}

function alternatives(type: string, without: readonly string[] = []): string {
  const all = type.split("|").map((one) => one.replaceAll(/\s/gu, ""));
  return all
    .filter((one) => !without.includes(one))
    .sort()
    .join("|");
}
