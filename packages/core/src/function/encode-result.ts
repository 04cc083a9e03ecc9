import { encodeValue, verifyRoundTrip } from "../codec/index.ts";
import type { FunctionState } from "./function-state.ts";

/**
 * Encodes what a memoized function returned (rule M10). Where the run verifies memos it is decoded and compared, so that
 * a codec that loses something is found on the first run.
 */
export function encodeResult(
  value: unknown,
  state: FunctionState,
  { verifiesMemos }: { readonly verifiesMemos: boolean },
): Uint8Array {
  const where = `the result of ${state.name}`;
  const bytes = encodeValue(value, where);
  if (verifiesMemos) verifyRoundTrip(value, bytes, where);
  return bytes;
}
