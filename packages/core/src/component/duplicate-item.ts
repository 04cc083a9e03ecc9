import { formatKey, type StableKey } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";

/** What a source is refused with that gives two items one key. */
export function duplicateItem(functionName: string | undefined, part: StableKey): ComponentError {
  return new ComponentError(`mountEach(${functionName ?? "…"}) was given the key ${formatKey(part)} twice.`, {
    code: "DUPLICATE_ITEM_KEY",
    hint: "Keys identify items across runs: give each item its own.",
  });
}
