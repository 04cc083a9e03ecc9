import { crc32 } from "node:zlib";
import type { MemoStateSource } from "../memo/memo-state.ts";
import { CanonicalEncoder } from "./canonical-encoder.ts";
import { canonicalVersion } from "./canonical-tags.ts";
import { fingerprintBytes } from "./fingerprint-bytes.ts";

/** What else {@link fingerprint} is told. */
export interface FingerprintOptions {
  /** Names the value in errors; default "the value". */
  readonly where?: string;
  /** Called, after all went well, with each object that has a memo state, in the order of the canonical form. */
  readonly onStated?: (source: MemoStateSource) => void;
}

/** What else {@link fingerprintCall} is told. */
export interface FingerprintCallOptions {
  /** Names a part in errors; default "argument 1" for the first, and so on. */
  readonly where?: (index: number) => string;
  /** Called, after all went well, with each object that has a memo state, in the order of the canonical form. */
  readonly onStated?: (source: MemoStateSource) => void;
}

/** The fingerprints of a call. */
export interface CallFingerprint {
  /** 16 bytes for all parts together, their number and order included. */
  readonly whole: Uint8Array;
  /** For each part an unsigned 32-bit number, enough to say which part changed. */
  readonly parts: readonly number[];
}

// Memo key methods may take fingerprints of their own, so a nested call finds no encoder here and makes one.
let idle: CanonicalEncoder | undefined;

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

/**
 * The fingerprint of a list of values, such as the arguments of a call, and a short one for each of them.
 * @throws FingerprintError as {@link fingerprint} does.
 */
export function fingerprintCall(parts: readonly unknown[], options?: FingerprintCallOptions): CallFingerprint {
  return withEncoder((encoder) => {
    const { writer } = encoder;
    const short: number[] = [];
    writer.byte(canonicalVersion);
    writer.count(parts.length);
    for (let index = 0; index < parts.length; index++) {
      const start = writer.length;
      encoder.encode(parts[index], options?.where?.(index) ?? `argument ${index + 1}`);
      short.push(crc32(writer.view(start)));
    }
    const whole = fingerprintBytes(writer.view());
    report(encoder, options?.onStated);
    return { whole, parts: short };
  });
}

function withEncoder<R>(use: (encoder: CanonicalEncoder) => R): R {
  const encoder = idle ?? new CanonicalEncoder();
  idle = undefined;
  encoder.reset();
  try {
    return use(encoder);
  } finally {
    idle = encoder;
  }
}

function report(encoder: CanonicalEncoder, onStated: ((source: MemoStateSource) => void) | undefined): void {
  if (onStated !== undefined) for (const source of encoder.stated) onStated(source);
}
