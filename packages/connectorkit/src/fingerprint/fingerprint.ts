import type { MemoStateSource } from "../memo/memo-state.ts";
import type { CanonicalEncoder } from "./canonical-encoder.ts";
import { canonicalVersion } from "./canonical-tags.ts";
import { fingerprintBytes } from "./fingerprint-bytes.ts";
import { withEncoder } from "./idle-encoder.ts";

/** What else {@link fingerprint} is told. */
export interface FingerprintOptions {
  /** Names the value in errors; default "the value". */
  readonly where?: string;
  /** Called, after all went well, with each object that has a memo state, in the order of the canonical form. */
  readonly onStated?: (source: MemoStateSource) => void;
}

/**
 * The canonical fingerprint of a value: 16 bytes that are the same in every process and on every platform for values
 * that are equal by content, and different otherwise.
 *
 * Not counted: the order of properties and of the entries of a Map or Set, a property that is `undefined`, whether an
 * object has a prototype, the trace of an error, whether equal objects are one object (except in values with cycles).
 * Told apart: `-0` and `0`, `1` and `1n`, kinds of typed arrays (a Buffer is a Uint8Array), holes and `undefined`.
 * Objects with a memo key, by method or registered, count by the name of their class and by that key.
 *
 * @throws FingerprintError (`FINGERPRINT_…`) for functions that are not wrapped, promises, instances of classes without
 * a memo key and everything else that has no content to go by; it names the place inside the value and the ways to fix it.
 */
export function fingerprint(value: unknown, options?: FingerprintOptions): Uint8Array {
  return withEncoder((encoder) => {
    encoder.writer.byte(canonicalVersion);
    encoder.encode(value, options?.where ?? "the value");
    const whole = fingerprintBytes(encoder.writer.view());
    report(encoder, options?.onStated);
    return whole;
  });
}

function report(encoder: CanonicalEncoder, onStated: ((source: MemoStateSource) => void) | undefined): void {
  if (onStated !== undefined) for (const source of encoder.stated) onStated(source);
}
