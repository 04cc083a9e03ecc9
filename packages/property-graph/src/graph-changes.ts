import type { EndLayout, NodeLayout, RelationLayout } from "./graph-layout.ts";

/** Values by column, as `checkRow` gives them: `Date`, `Uuid`, `Float32Array`, `bigint`; null where there is none. */
export type Values = Readonly<Record<string, unknown>>;

/** Nodes of one label to be written: each exists afterwards with these values; properties that are not of the layout stay. */
export interface NodeWrites {
  readonly label: string;
  readonly layout: NodeLayout;
  readonly rows: readonly Values[];
}

/** Nodes of one label that are to go, by the values of their key. */
export interface NodeDeletions {
  readonly label: string;
  readonly layout: NodeLayout;
  readonly keys: readonly Values[];
}

/** Relations of one type between two labels. */
export interface RelationPlace {
  readonly type: string;
  readonly layout: RelationLayout;
  readonly from: EndLayout;
  readonly to: EndLayout;
}

/** One relation: its ends by the values of their keys, and its own values. */
export interface RelationRow {
  readonly from: Values;
  readonly to: Values;
  readonly values: Values;
}

export interface RelationWrites extends RelationPlace {
  readonly rows: readonly RelationRow[];
}

/** Relations that are to go; `values` hold the columns of their own key alone. */
export interface RelationDeletions extends RelationPlace {
  readonly rows: readonly RelationRow[];
}

/** What one batch does to a graph. No node and no relation stands in it twice. */
export interface GraphChanges {
  readonly nodes: readonly NodeWrites[];
  readonly relations: readonly RelationWrites[];
  readonly deletedRelations: readonly RelationDeletions[];
  readonly deletedNodes: readonly NodeDeletions[];
}
