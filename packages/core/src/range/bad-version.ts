import { formatKey, type StableKey } from "@coco/connectorkit";
import { ComponentError } from "../errors/component-error.ts";
import { describeGiven } from "../internal/describe-given.ts";

/** What a source is refused with whose `versionOf` gives what is no version. */
export function badVersion(key: StableKey, given: unknown): ComponentError {
  return new ComponentError(`versionOf gave ${describeGiven(given)} for the item ${formatKey(key)}.`, {
    code: "BAD_ITEM_VERSION",
    hint: "A version is a text, a number, a bigint or a list of them; undefined where it is not known.",
  });
}
