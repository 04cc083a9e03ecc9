import { type GraphTable, tableText } from "@coco/property-graph";
import { NOTE, PLACEHOLDER } from "./cypher.ts";
import { FalkordbError } from "./falkordb-error.ts";

/** @throws FalkordbError (`FALKORDB_NAME`) for names that the server cannot hold. */
export function checkTable(table: GraphTable): void {
  checkName(table.name, `the name of ${table.kind}`);
  for (const { name } of table.layout.columns) checkName(name, `a property of the ${tableText(table)}`);
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
