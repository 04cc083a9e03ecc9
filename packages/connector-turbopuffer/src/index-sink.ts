import type { OwnedAction, Sink } from "@coco/connectorkit";
import type { AttributeSchemaConfig, FullTextSearch } from "@turbopuffer/turbopuffer/resources/namespaces";
import { isMissingNamespace, turbopufferError } from "./classify-error.ts";
import type { NamespaceLike, TurbopufferLike } from "./connection.ts";
import type { CallOptions } from "./ensure-namespace.ts";
import type { IndexSpec } from "./index-handler.ts";
import { withPatience } from "./patience.ts";

export interface IndexAction extends OwnedAction {
  readonly attribute: string;
  /** Absent: the index is to go. */
  readonly spec?: IndexSpec;
}

/** Makes, changes and removes full-text indexes, which are an option of their attributes. */
export function makeIndexSink(database: string, name: string): Sink<IndexAction> {
  const label = `${database}/${name}`;
  return {
    name: `turbopuffer full-text indexes of ${label}`,
    async apply(actions, context): Promise<readonly unknown[]> {
      const namespace = context.context<TurbopufferLike>(database).namespace(name);
      const options: CallOptions = { signal: context.signal, maxRetries: 0 };
      const errors: unknown[] = [];
      for (const [position, { attribute, spec }] of actions.entries()) {
        const what = `${spec === undefined ? "drop" : "make"} the full-text index of ${attribute} in ${label}`;
        errors[position] = await withPatience(context.signal, () => change(namespace, attribute, spec, options)).then(
          () => undefined,
          (error: unknown) =>
            spec === undefined && isMissingNamespace(error) ? undefined : turbopufferError(error, what),
        );
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
  };
}

async function change(
  namespace: NamespaceLike,
  attribute: string,
  spec: IndexSpec | undefined,
  options: CallOptions,
): Promise<void> {
  const found: AttributeSchemaConfig | undefined = (await namespace.schema({}, options))[attribute];
  if (spec === undefined && found === undefined) return;
  const type = found?.type ?? spec?.type ?? "string";
  const search = (spec?.full_text_search ?? false) as FullTextSearch;
  // Said with it, or an attribute that is searched would not be filterable any more.
  const filterable = found?.filterable ?? false;
  await namespace.updateSchema({ schema: { [attribute]: { type, filterable, full_text_search: search } } }, options);
}
