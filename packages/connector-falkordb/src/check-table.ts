import { type GraphTable, tableText } from "@coco/property-graph";
import { NOTE, PLACEHOLDER } from "./cypher.ts";
import { FalkordbError } from "./falkordb-error.ts";

/** @throws FalkordbError (`FALKORDB_NAME`, `FALKORDB_COLUMN`) for names and columns that the server cannot hold. */
export function checkTable(table: GraphTable): void {
  checkName(table.name, `the name of ${table.kind}`);
  for (const { name, type } of table.layout.columns) {
    checkName(name, `a property of the ${tableText(table)}`);
    if (table.kind === "nodes" || type.kind !== "vector") continue;
    throw new FalkordbError(`The property ${name} of the ${tableText(table)} is a vector.`, {
      code: "FALKORDB_COLUMN",
      hint: "FalkorDB leaves the vector of a relation as it was when another one is written. Give vectors to nodes.",
    });
  }
}

function checkName(name: string, what: string): void {
  const problem =
    name === PLACEHOLDER || name === NOTE
      ? "it is coco's own"
      : name.includes("\0")
        ? "it holds NUL"
        : name.includes("`")
          ? "FalkorDB has no way to write a backtick in a name"
          : undefined;
  if (problem === undefined) return;
  throw new FalkordbError(`${JSON.stringify(name)} cannot be ${what}: ${problem}.`, {
    code: "FALKORDB_NAME",
    hint: "Choose another name.",
  });
}
