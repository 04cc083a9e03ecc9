import { SplitterError } from "./splitter-error.ts";

/**
 * Whose rules a splitter follows. `"cocoindex"` cuts, measures and counts as CocoIndex 1.0 does, down to its oddities;
 * without it the improvements that the README lists are on.
 */
export type Compatibility = "cocoindex";

/** @throws SplitterError for a value that is none of those. */
export function checkCompatibility(value: unknown): Compatibility | undefined {
  if (value === undefined || value === "cocoindex") return value;
  throw new SplitterError(`compatibility is ${JSON.stringify(value)}.`, {
    code: "SPLIT_OPTIONS_INVALID",
    hint: 'It must be "cocoindex"; leave it out for the better cuts of the default.',
  });
}
