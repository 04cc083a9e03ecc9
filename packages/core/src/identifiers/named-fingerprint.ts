import { fingerprint, FingerprintError } from "@coco/connectorkit";

/** The fingerprint of `parts`; where `dependency`, one of them, has none, the error names it and not its place in the list. */
export function namedFingerprint(parts: readonly unknown[], what: string, dependency: unknown): Uint8Array {
  try {
    return fingerprint(parts);
  } catch (error) {
    if (FingerprintError.isInstance(error)) fingerprint(dependency, { where: `what was given to ${what}` });
    throw error;
  }
}
