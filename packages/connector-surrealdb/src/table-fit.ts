import type { GraphTable } from "@coco/property-graph";
import type { SurrealClient } from "./client.ts";
import { type FoundField, type FoundTable, findDatabase, findParts } from "./found-table.ts";
import { defineField, fieldDefinitions } from "./table-definition.ts";
import { unfit } from "./table-errors.ts";

/** Why a table that is there can hold no records of this kind at all. */
export function kindProblem({ kind }: FoundTable, table: GraphTable): string | undefined {
  if (kind.kind === "ANY" || (kind.kind === "RELATION") === (table.kind === "relations")) return undefined;
  return kind.kind === "RELATION" ? "it is a table of relations" : "it is no table of relations";
}

/** Checks that a table which the user manages can hold the records. */
export async function verifyTable(client: SurrealClient, table: GraphTable): Promise<void> {
  const { tables } = await findDatabase(client);
  const found = tables.find(({ name }) => name === table.name);
  if (found === undefined) throw unfit(table, ["it does not exist"], "user");
  const { fields } = await findParts(client, table.name);
  const problem = kindProblem(found, table);
  const problems = [
    ...(problem === undefined ? [] : [problem]),
    ...endProblems(found, table),
    ...(found.schemafull ? missingFields(fields, table) : []),
    ...unfilledFields(fields, table),
  ];
  if (problems.length > 0) throw unfit(table, problems, "user");
}

function endProblems({ kind }: FoundTable, table: GraphTable): readonly string[] {
  if (table.kind === "nodes" || kind.kind !== "RELATION") return [];
  const lacks = (
    ends: readonly { readonly label: string }[],
    taken: readonly string[] | undefined,
  ): readonly string[] =>
    taken === undefined ? [] : ends.map(({ label }) => label).filter((label) => !taken.includes(label));
  return [
    ...lacks(table.layout.from, kind.in).map((label) => `its IN does not take ${label}`),
    ...lacks(table.layout.to, kind.out).map((label) => `its OUT does not take ${label}`),
  ];
}

function missingFields(fields: readonly FoundField[], table: GraphTable): readonly string[] {
  const there = fields.map(({ name }) => plain(name));
  return fieldDefinitions(table)
    .filter(({ name }) => !there.includes(name))
    .map((field) => `it takes no field ${field.name} (${defineField(table.name, field)})`);
}

function unfilledFields(fields: readonly FoundField[], table: GraphTable): readonly string[] {
  const ours = [...fieldDefinitions(table).map(({ name }) => name), "id", "in", "out"];
  const wanted = ({ computed, default: preset, kind, name, value }: FoundField): boolean =>
    !/[.[*]/.test(name) &&
    !ours.includes(plain(name)) &&
    [computed, preset, value].every((one) => one === undefined) &&
    kind !== undefined &&
    !/\b(?:any|none|null|option)\b/.test(kind);
  return fields.filter(wanted).map(({ name }) => `it has a field ${name} that needs a value`);
}

/** A field's name, of its form in SurrealQL. */
export function plain(name: string): string {
  if (!name.startsWith("`") && !name.startsWith("⟨")) return name;
  return name.slice(1, -1).replaceAll(/\\(.)/gsu, "$1");
}
