import { hash } from "node:crypto";
import { decodeKeyPath, encodeKey, encodeKeyPath, formatKeyPath, type StableKey, type TargetPath } from "@coco/connectorkit";

/** The encoded path of a provider or a target state. A path's encoding is a prefix of those beneath it. */
export function encodeTargetPath(path: TargetPath): Uint8Array {
  return encodeKeyPath(path);
}

export function decodeTargetPath(encoded: Uint8Array): TargetPath {
  return decodeKeyPath(encoded) as unknown as TargetPath;
}

/** The encoded path of a state from its provider's and its key's encodings. */
export function childTargetPath(provider: Uint8Array, key: Uint8Array): Uint8Array {
  return Buffer.concat([provider, key]);
}

export function encodeStateKey(key: StableKey): Uint8Array {
  return encodeKey(key);
}

/** The key of a target state in the owner table: eight bytes of the hash of its path. */
export function ownerHash(path: Uint8Array): Uint8Array {
  return hash("sha256", path, "buffer").subarray(0, 8);
}

export function formatTargetPath(encoded: Uint8Array): string {
  return formatKeyPath(decodeTargetPath(encoded));
}

