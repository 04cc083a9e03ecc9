import type { AnyResolvedColumnType, JsonValue, ResolvedColumn } from "@coco/connectorkit";
import type { QdrantSchemas } from "./connection.ts";
import { payloadPath } from "./identifiers.ts";
import { QdrantError } from "./qdrant-error.ts";

export type PayloadIndexType = QdrantSchemas["PayloadSchemaType"];

export interface PayloadIndexOptions<Column extends string = string> {
  readonly column: Column;
  /** A place inside the JSON of the column: `"author.name"`, `"tags[]"`. */
  readonly path?: string;
  /** Default: by the column: `"keyword"` for text. JSON has none: say it. */
  readonly type?: PayloadIndexType;
  /** Further options, as Qdrant names them: `{ tokenizer: "word", lowercase: true }` of a text index. */
  readonly params?: Readonly<Record<string, JsonValue>>;
}

const usual: Readonly<Record<string, PayloadIndexType>> = {
  string: "keyword",
  int: "integer",
  bigint: "integer",
  float: "float",
  boolean: "bool",
  timestamp: "datetime",
  date: "datetime",
  uuid: "uuid",
};

const types: readonly unknown[] = ["keyword", "integer", "float", "geo", "text", "bool", "datetime", "uuid", undefined];

/** The field that is indexed, and Qdrant's form of the index. */
export function payloadIndex(
  options: PayloadIndexOptions,
  columns: readonly ResolvedColumn<AnyResolvedColumnType>[],
  collection: string,
): { readonly field: string; readonly spec: JsonValue } {
  const { column: name, params, path, type: wanted, ...others } = options;
  const column = columns.find((one) => one.name === name);
  if (column === undefined) throw unfit(`the column ${JSON.stringify(name)} does not exist`);
  if ("dims" in column.type || column.type.kind === "sparseVector") throw unfit(`${name} holds vectors`);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw unfit(`the option ${unknown} is not known; Qdrant's own stand in params`);
  if (name.includes('"')) throw unfit(`the column ${name} has a quote in its name, which Qdrant's paths cannot hold`);
  if (path !== undefined && column.type.kind !== "json") throw unfit(`${name} is not JSON and has no places inside`);
  if (!types.includes(wanted)) throw unfit(`the type ${JSON.stringify(wanted)} is not known`);
  const kind = column.type.kind === "list" ? column.type.item : column.type.kind;
  const type = wanted ?? usual[kind];
  if (type === undefined) throw unfit(`${name} is ${kind}: say the type of its index`);
  return { field: payloadPath(name, path), spec: params === undefined ? type : { ...params, type } };

  function unfit(problem: string): QdrantError {
    return new QdrantError(`Collection ${collection}: no index can be made, for ${problem}.`, {
      code: "QDRANT_INDEX",
      hint: `Columns: ${columns.map((one) => `${one.name} (${one.type.kind})`).join(", ")}.`,
    });
  }
}
