import type { Root } from "../root/root.ts";
import type { Place } from "./entry-action.ts";

const KEY = "key:";

/** Where a root lies, from how it is known across runs and, where no context key says it, where it was last. */
export function placeOf(identity: string, folder: string | undefined, home?: string): Place {
  if (identity.startsWith(KEY))
    return { identity, key: identity.slice(KEY.length), ...(home === undefined ? {} : { home }) };
  return folder === undefined ? { identity } : { identity, folder };
}

/** What is remembered of where a root lies: nothing, where a context key says it. */
export function rememberedFolder(root: Root): string | undefined {
  return root.key === undefined ? root.folder() : undefined;
}
