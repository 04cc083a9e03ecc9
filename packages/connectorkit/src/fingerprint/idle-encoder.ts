import { CanonicalEncoder } from "./canonical-encoder.ts";

// Memo key methods may take fingerprints of their own, so a nested call finds no encoder here and makes one.
let idle: CanonicalEncoder | undefined;

/** @internal An encoder with nothing in it, to be given back. */
export function takeEncoder(): CanonicalEncoder {
  const encoder = idle ?? new CanonicalEncoder();
  idle = undefined;
  encoder.reset();
  return encoder;
}

/** @internal */
export function giveBackEncoder(encoder: CanonicalEncoder): void {
  idle = encoder;
}

/** @internal Lends an encoder with nothing in it. */
export function withEncoder<R>(use: (encoder: CanonicalEncoder) => R): R {
  const encoder = takeEncoder();
  try {
    return use(encoder);
  } finally {
    giveBackEncoder(encoder);
  }
}
