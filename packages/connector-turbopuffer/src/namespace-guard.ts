import type { ContainerGuard } from "@coco/connectorkit";
import { isMissingNamespace, turbopufferError } from "./classify-error.ts";
import type { TurbopufferLike } from "./connection.ts";
import type { CallOptions } from "./ensure-namespace.ts";
import { markOf } from "./mark.ts";
import { notTheTracked } from "./namespace-errors.ts";
import { withPatience } from "./patience.ts";

/** Looks whether a namespace is the one whose rows are tracked. */
export function namespaceGuard(database: string, name: string): ContainerGuard {
  const label = `${database}/${name}`;
  return {
    client: ({ context }) => context<TurbopufferLike>(database),
    async find({ context, signal }) {
      const options: CallOptions = { signal, maxRetries: 0 };
      const namespace = context<TurbopufferLike>(database).namespace(name);
      try {
        return { mark: markOf(await withPatience(signal, () => namespace.schema({}, options))) };
      } catch (error) {
        if (isMissingNamespace(error)) return undefined;
        throw turbopufferError(error, `look at the namespace ${label}`);
      }
    },
    refusal: (isMarked) => notTheTracked(label, isMarked),
  };
}
