import type { AttributeSchemaConfig } from "@turbopuffer/turbopuffer/resources/namespaces";
import { isMissingNamespace } from "./classify-error.ts";
import type { NamespaceLike, TurbopufferLike } from "./connection.ts";
import { markAttribute, markOf } from "./mark.ts";
import type { NamespaceAction } from "./namespace-action.ts";
import { foundNotMade, goneOutside, unfit } from "./namespace-errors.ts";
import { compareSchema, firstId, fullSchema } from "./namespace-schema.ts";
import { attributeName } from "./stored-type.ts";

type Ensure = Extract<NamespaceAction, { kind: "ensure" }>;
type Schema = Readonly<Record<string, AttributeSchemaConfig>>;
/** The engine tries again; what it does is seen, and what the client does is not. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly maxRetries: 0;
}

/** Makes the namespace, or changes the one that is there, so that it ends as wanted from wherever it stands. */
export async function ensureNamespace(
  client: TurbopufferLike,
  action: Ensure,
  label: string,
  options: CallOptions,
): Promise<void> {
  const namespace = client.namespace(action.namespace);
  const schema = await findSchema(namespace, options);
  if (schema === undefined) {
    if (action.mustExist && !action.rebuild) throw goneOutside(label);
    return create(namespace, action, options);
  }
  const there = markOf(schema);
  const ours = there !== undefined && action.knownMarks.includes(there);
  if (!ours && action.onExisting === "error") throw foundNotMade(label, there !== undefined);
  if (ours ? action.rebuild : action.onExisting === "replace") {
    await namespace.deleteAll({}, options);
    return create(namespace, action, options);
  }
  const { change, problems } = compareSchema(schema, action.layout, action.filterable);
  if (problems.length > 0) throw unfit(label, problems, "system");
  const marking = there === action.mark ? {} : { [markAttribute(schema, action.mark)]: mark };
  if (Object.keys({ ...change, ...marking }).length > 0) {
    await namespace.updateSchema({ schema: { ...change, ...marking } }, options);
  }
  // A run that died while it made the namespace may have left the document with which that begins.
  if (!action.mustExist) await removeFirst(namespace, action, options);
}

export async function verifyNamespace(
  client: TurbopufferLike,
  { layout, namespace }: Extract<NamespaceAction, { kind: "verify" }>,
  label: string,
  options: CallOptions,
): Promise<void> {
  const schema = await findSchema(client.namespace(namespace), options);
  if (schema === undefined) throw unfit(label, ["it does not exist"], "user");
  const { missing, problems } = compareSchema(schema, layout, {});
  const all = [...missing.map((attribute) => `it has no attribute ${attribute}`), ...problems];
  if (all.length > 0) throw unfit(label, all, "user");
}

export async function dropNamespace(
  client: TurbopufferLike,
  action: Extract<NamespaceAction, { kind: "drop" }>,
  options: CallOptions,
): Promise<void> {
  const namespace = client.namespace(action.namespace);
  const schema = await findSchema(namespace, options);
  const there = schema === undefined ? undefined : markOf(schema);
  // Whatever stands there now is not what was tracked, and may be someone's data.
  if (there === undefined || !action.knownMarks.includes(there)) return;
  await namespace.deleteAll({}, options);
}

const mark: AttributeSchemaConfig = { type: "bool", filterable: false };

/** A namespace is made by its first document. This one goes at once; the schema stays. */
async function create(namespace: NamespaceLike, action: Ensure, options: CallOptions): Promise<void> {
  const { filterable, layout } = action;
  const name = markAttribute({}, action.mark);
  const vectors = layout.columns.flatMap(({ name: column, type }) =>
    type.kind === "vector" ? [{ column, type }] : [],
  );
  const first = Object.fromEntries(
    vectors.map(({ column, type }) => [attributeName(column), [1, ...Array<number>(type.size - 1).fill(0)]]),
  );
  const metric = vectors[0]?.type.metric;
  await namespace.write(
    {
      upsert_rows: [{ ...first, id: firstId(layout.ids) as string, [name]: true }],
      schema: { ...fullSchema(layout, filterable), [name]: mark },
      ...(metric === undefined ? {} : { distance_metric: metric }),
    },
    options,
  );
  await removeFirst(namespace, action, options);
}

async function removeFirst(namespace: NamespaceLike, { layout }: Ensure, options: CallOptions): Promise<void> {
  await namespace.write({ deletes: [firstId(layout.ids) as string] }, options);
}

async function findSchema(namespace: NamespaceLike, options: CallOptions): Promise<Schema | undefined> {
  try {
    return await namespace.schema({}, options);
  } catch (error) {
    if (isMissingNamespace(error)) return undefined;
    throw error;
  }
}
