import type { ColumnDescription, StoredSchema } from "@coco/connectorkit";

/** The nodes of one label: their properties, and which of them are the key. Plain JSON, as it is tracked. */
export interface NodeLayout extends StoredSchema {
  readonly columns: readonly ColumnDescription[];
  readonly primaryKey: readonly string[];
}

/** The label of the nodes at an end of relations, and the columns of their key in its order. */
export interface EndLayout {
  readonly label: string;
  readonly key: readonly ColumnDescription[];
  /** Another text whenever the nodes may have been made anew, by which all relations to them went. Absent where the user manages them. */
  readonly generation?: string;
}

/** The relations of one type. Their key is that of both ends, and beside it the columns of `primaryKey`, of which there may be none. */
export interface RelationLayout extends NodeLayout {
  /** The labels that a relation may come from. */
  readonly from: readonly EndLayout[];
  /** The labels that a relation may lead to. */
  readonly to: readonly EndLayout[];
}

/** What a graph holds many of: the nodes of a label, or the relations of a type. */
export type GraphTable =
  | { readonly kind: "nodes"; readonly name: string; readonly layout: NodeLayout }
  | { readonly kind: "relations"; readonly name: string; readonly layout: RelationLayout };

/** The columns of a layout's key, in its order. */
export function keyColumns({ columns, primaryKey }: NodeLayout): readonly ColumnDescription[] {
  return primaryKey.map((name) => columns.find((column) => column.name === name) as ColumnDescription);
}

/** For messages: `nodes Person`, `relations ATTENDED`. */
export function tableText({ kind, name }: Pick<GraphTable, "kind" | "name">): string {
  return `${kind} ${name}`;
}
