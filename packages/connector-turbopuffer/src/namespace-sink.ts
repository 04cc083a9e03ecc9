import type { Sink } from "@coco/connectorkit";
import { turbopufferError } from "./classify-error.ts";
import type { TurbopufferLike } from "./connection.ts";
import { type CallOptions, dropNamespace, ensureNamespace, verifyNamespace } from "./ensure-namespace.ts";
import type { NamespaceAction } from "./namespace-action.ts";
import { withPatience } from "./patience.ts";

const verbs = { ensure: "create or change", verify: "check", drop: "delete" } as const;

/** Makes, changes and deletes the namespaces of one account. */
export function makeNamespaceSink(database: string): Sink<NamespaceAction> {
  return {
    name: `turbopuffer namespaces of ${database}`,
    async apply(actions, context): Promise<readonly unknown[]> {
      const client = context.context<TurbopufferLike>(database);
      const options: CallOptions = { signal: context.signal, maxRetries: 0 };
      const errors: unknown[] = [];
      for (const [position, action] of actions.entries()) {
        const label = `${database}/${action.namespace}`;
        errors[position] = await withPatience(context.signal, () => perform(client, action, label, options)).then(
          () => undefined,
          (error: unknown) => turbopufferError(error, `${verbs[action.kind]} the namespace ${label}`),
        );
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
  };
}

function perform(client: TurbopufferLike, action: NamespaceAction, label: string, options: CallOptions): Promise<void> {
  switch (action.kind) {
    case "ensure":
      return ensureNamespace(client, action, label, options);
    case "verify":
      return verifyNamespace(client, action, label, options);
    case "drop":
      return dropNamespace(client, action, options);
  }
}
