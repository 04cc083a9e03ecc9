import { CanonicalEncoder } from "./canonical-encoder.ts";

// Memo key methods may take fingerprints of their own, so a nested call finds no encoder here and makes one.
let idle: CanonicalEncoder | undefined;

/** @internal Lends an encoder with nothing in it. */
export function withEncoder<R>(use: (encoder: CanonicalEncoder) => R): R {
  const encoder = idle ?? new CanonicalEncoder();
  idle = undefined;
  encoder.reset();
  try {
    return use(encoder);
  } finally {
    idle = encoder;
  }
}
