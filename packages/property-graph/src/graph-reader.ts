import {
  type AnyRecord,
  type Columns,
  describeRecord,
  type RecordSchema,
  resolveRecord,
  type Row,
} from "@coco/connectorkit";
import type { Values } from "./graph-changes.ts";
import { type EndLayout, keyColumns, type NodeLayout } from "./graph-layout.ts";
import type { GraphStore, GraphWork } from "./graph-store.ts";
import { relationSchema } from "./relation-schema.ts";

/** Which relations are to be read: the records at both ends by their labels, and what the relations hold. */
export interface RelationShape<P extends Columns> {
  readonly from: Readonly<Record<string, AnyRecord>>;
  readonly to: Readonly<Record<string, AnyRecord>>;
  readonly properties?: P;
}

/** A relation as it is read back. */
export interface ReadRelation<P extends Columns> {
  readonly from: ReadEnd;
  readonly to: ReadEnd;
  readonly properties: Row<RecordSchema<P>>;
}

/** A node at an end of a relation: its label, and the values of its key by column. */
export interface ReadEnd {
  readonly label: string;
  readonly key: Values;
}

/** Reads a graph as it was declared, in the same words whatever the store; for anything more there is the store's own language. */
export interface GraphReader<Connection> {
  /** All declared nodes of a label, in no order; none when there is no such label. */
  readNodes<R extends AnyRecord>(connection: Connection, label: string, schema: R): Promise<Row<R>[]>;
  /** All relations of a type between the given labels, in no order. */
  readRelations<
    // oxlint-disable-next-line typescript/no-empty-object-type -- no columns at all
    const P extends Columns = {},
  >(connection: Connection, type: string, shape: RelationShape<P>): Promise<ReadRelation<P>[]>;
}

/** Makes the two functions by which a connector's graphs are read. */
export function graphReader<Connection>(store: GraphStore<Connection>): GraphReader<Connection> {
  const read = async <T>(what: string, items: AsyncIterable<T>): Promise<T[]> => {
    try {
      const found: T[] = [];
      for await (const item of items) found.push(item);
      return found;
    } catch (error) {
      throw store.errorOf(error, `read the ${what}`);
    }
  };
  return {
    async readNodes(connection, label, schema) {
      const found = await read(`nodes ${label}`, store.readNodes(workOf(connection), label, await layoutOf(schema)));
      return found as Row<typeof schema>[];
    },
    async readRelations(connection, type, { from, properties, to }) {
      const columns = await layoutOf(relationSchema(type, properties ?? {}, []));
      const layout = { ...columns, from: await endsOf(from), to: await endsOf(to) };
      const found = await read(`relations ${type}`, store.readRelations(workOf(connection), type, layout));
      return found.map((one) => ({ from: one.from, to: one.to, properties: one.values as never }));
    },
  };
}

function workOf<Connection>(connection: Connection): GraphWork<Connection> {
  return { connection, database: "", signal: new AbortController().signal };
}

/** How long vectors are does not matter to who reads them. */
async function layoutOf(schema: AnyRecord): Promise<NodeLayout> {
  const anyShape = { vectorSchema: { dims: 1, dtype: "float32" } };
  return describeRecord(await resolveRecord(schema, <T>() => anyShape as T));
}

async function endsOf(ends: Readonly<Record<string, AnyRecord>>): Promise<EndLayout[]> {
  return Promise.all(
    Object.entries(ends).map(async ([label, schema]) => ({ label, key: keyColumns(await layoutOf(schema)) })),
  );
}
