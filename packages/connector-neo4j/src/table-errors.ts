import { type GraphTable, tableText } from "@coco/property-graph";
import { Neo4jError } from "./neo4j-error.ts";

type Table = Pick<GraphTable, "kind" | "name">;

/** Rule T11: nodes or relations that are there and are not tracked. */
export function foundNotMade(database: string, table: Table, isMarked: boolean): Neo4jError {
  const by = isMarked ? "made by another app, or by this one before it lost its store" : "not made by this app";
  return new Neo4jError(`The ${tableText(table)} of ${database} exist already and were ${by}.`, {
    code: "NEO4J_EXISTS",
    hint:
      'Choose: another name; { onExisting: "adopt" } to take them over; { onExisting: "replace" } to delete them and begin with ' +
      'none; { managedBy: "user" } to write beside them and leave them to their owner.',
  });
}

export function goneOutside(database: string, table: Table): Neo4jError {
  return new Neo4jError(`The ${tableText(table)} of ${database} were removed outside of the app.`, {
    code: "NEO4J_MISSING",
    hint: "Run the update once with fullReprocess: everything is written again.",
  });
}

export function missing(database: string, table: Table): Neo4jError {
  return new Neo4jError(`There are no ${tableText(table)} in ${database}.`, {
    code: "NEO4J_MISSING",
    hint: 'With managedBy: "user" they are yours: make a first one, or a constraint or index of theirs.',
  });
}
