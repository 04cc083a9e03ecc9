import type { Uuid } from "./uuid.ts";

/**
 * A value that identifies something across runs, processes and machines: a component, a target state, an item of a
 * source.
 *
 * Integers only: `1` and `1n` are one key, and `-0` is `0`; fractions, NaN, infinities and integers that a number cannot
 * hold exactly are refused. Strings must be well formed, and are compared as they are (no Unicode normalisation).
 * Symbols are those made by {@link symbol}. Keys are ordered by kind, in the order of this list, and then by value.
 */
export type StableKey = null | boolean | number | bigint | string | Uint8Array | Uuid | symbol | readonly StableKey[];

/** A tuple of keys from the root: the identity of a component, or of a target state inside its containers. */
export type StableKeyPath = readonly StableKey[];
