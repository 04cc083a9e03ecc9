import { type GraphTable, tableText } from "@coco/property-graph";
import { FalkordbError } from "./falkordb-error.ts";

type Table = Pick<GraphTable, "kind" | "name">;

export function foundNotMade(database: string, table: Table, marked: boolean): FalkordbError {
  const maker = marked ? "made by another app, or by this one before its state was lost" : "not made by this app";
  return new FalkordbError(`There are ${tableText(table)} in ${database} already, ${maker}.`, {
    code: "FALKORDB_TABLE_EXISTS",
    hint:
      'Choose: another name; { onExisting: "adopt" } to take them over; { onExisting: "replace" } to remove them and begin with none; ' +
      '{ managedBy: "user" } to write beside them and leave them to their owner.',
  });
}

export function goneOutside(database: string, table: Table): FalkordbError {
  return new FalkordbError(`The ${tableText(table)} of ${database} are gone: they were removed outside of the app.`, {
    code: "FALKORDB_TABLE_MISSING",
    hint: "Run the update once with fullReprocess to build them again.",
  });
}

export function missing(database: string, table: Table): FalkordbError {
  return new FalkordbError(`There are no ${tableText(table)} in ${database}.`, {
    code: "FALKORDB_TABLE_MISSING",
    hint: 'With managedBy: "user" they are yours: make the first one, or an index of theirs, or let the app do so by leaving the option out.',
  });
}
