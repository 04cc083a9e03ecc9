import { type AnyRecord, type Column, memoKey, type RowInput, type StableKey } from "@coco/connectorkit";

type KeyNames<R extends AnyRecord> = R["primaryKey"][number] & keyof RowInput<R>;

/** The columns of a node's key, as they are declared. */
export type KeyInput<R extends AnyRecord> = { readonly [K in KeyNames<R>]: RowInput<R>[K] };

/** Names of the columns of a record that hold values of a type, or null. */
export type ColumnsOf<R extends AnyRecord, Value> = {
  [K in keyof R["columns"] & string]: R["columns"][K] extends Column<infer Out, infer _In, boolean>
    ? [NonNullable<Out>] extends [Value]
      ? K
      : never
    : never;
}[keyof R["columns"] & string];

/**
 * A node, whether it is declared or not: what a relation has at its ends. A `NodeTarget` makes it. As an argument of a memoized function it counts by
 * its label and key.
 */
export class NodeReference<in out R extends AnyRecord = AnyRecord> {
  static {
    Object.defineProperty(NodeReference.prototype, memoKey, {
      value(this: NodeReference): unknown {
        return [this.database, this.label, this.key];
      },
    });
  }

  /** Only in the type: nodes of another record are no ends for the same relations. */
  declare readonly record?: (record: R) => R;
  /** The name of the graph's context key. */
  readonly database: string;
  readonly label: string;
  readonly key: StableKey;

  /** @internal Made by a `NodeTarget`. */
  constructor(database: string, label: string, key: StableKey) {
    this.database = database;
    this.label = label;
    this.key = key;
  }
}
