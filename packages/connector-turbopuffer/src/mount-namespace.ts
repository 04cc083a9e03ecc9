import {
  type AnyRecord,
  type ContextKey,
  mountTarget,
  registerRootTargets,
  resolveRecord,
  type TargetProvider,
  useContext,
} from "@coco/connectorkit";
import type { TurbopufferLike } from "./connection.ts";
import type { RowValues } from "./encode-row.ts";
import { checkNamespaceName } from "./identifiers.ts";
import { NamespaceHandler, type NamespaceValue } from "./namespace-handler.ts";
import { checkOptions, type NamespaceOptions } from "./namespace-options.ts";
import { NamespaceTarget } from "./namespace-target.ts";
import { filterableAttributes, recordLayout } from "./record-layout.ts";

/** The name stands in every stored path: never change it. */
const namespaces: TargetProvider<NamespaceValue> = registerRootTargets(
  "coco.turbopuffer.namespace",
  new NamespaceHandler(),
);

/**
 * Makes a namespace part of what the app looks after, in the account that `db` stands for, and resolves when it exists.
 * The name of the context key and the namespace's name are its identity across runs: a renamed one is another one.
 *
 * Attributes are added in place and change whether they are filterable in place; another primary key, another type of a
 * column, and vectors that come or change make the namespace anew.
 *
 * @throws TurbopufferError for names and options that Turbopuffer does not take, or a namespace that is not this app's.
 */
export async function mountNamespace<C extends TurbopufferLike, R extends AnyRecord>(
  db: ContextKey<C>,
  name: string,
  schema: R,
  options: NamespaceOptions<keyof R["columns"] & string> = {},
): Promise<NamespaceTarget<R>> {
  checkNamespaceName(name);
  const record = await resolveRecord(schema, useContext);
  const said: NamespaceOptions = options;
  checkOptions(name, said, record.columns, record.primaryKey);
  const layout = recordLayout(record, said, name);
  const { managedBy = "system", onExisting = "error" } = options;
  const filterable = filterableAttributes(layout, said);
  const value: NamespaceValue = { layout, filterable, managedBy, onExisting };
  const rows = await mountTarget<RowValues, NamespaceValue>(namespaces.state([db.name, name], value));
  return new NamespaceTarget(name, rows, record, layout.ids);
}
