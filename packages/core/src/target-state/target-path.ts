import {
  decodeKeyPath,
  encodeKey,
  encodeKeyPath,
  formatKeyPath,
  type StableKey,
  type TargetPath,
} from "@coco/connectorkit";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { sha256 } from "../internal/native-hash.ts";

/** The encoded path of a provider or a target state. A path's encoding is a prefix of those beneath it. */
export function encodeTargetPath(path: TargetPath): Uint8Array {
  return encodeKeyPath(path);
}

export function decodeTargetPath(encoded: Uint8Array): TargetPath {
  return decodeKeyPath(encoded) as unknown as TargetPath;
}

/** The encoded path of a state from its provider's and its key's encodings. */
export function childTargetPath(provider: Uint8Array, key: Uint8Array): Uint8Array {
  const path = Buffer.allocUnsafe(provider.length + key.length);
  path.set(provider);
  path.set(key, provider.length);
  return path;
}

export function encodeStateKey(key: StableKey): Uint8Array {
  return encodeKey(key);
}

/** The key of a target state in the owner table: eight bytes of the hash of its path. */
export function ownerHash(path: Uint8Array): Uint8Array {
  return bytesOfText(sha256(path, "binary").slice(0, 8));
}

export function formatTargetPath(encoded: Uint8Array): string {
  return formatKeyPath(decodeTargetPath(encoded));
}

const attachmentPaths = new WeakMap<Uint8Array, boolean>();

/** Whether it is the path of what stands beside the children of a container: of its indexes, say. */
export function isAttachmentPath(provider: Uint8Array): boolean {
  let is = attachmentPaths.get(provider);
  if (is === undefined) {
    is = typeof decodeTargetPath(provider).at(-1) === "symbol";
    attachmentPaths.set(provider, is);
  }
  return is;
}

/** The paths of the containers that a path lies in, outermost first, and its own if it is `itself` one; all as text. */
export function pathsAbove(path: string, itself = false): string[] {
  const parts = decodeTargetPath(bytesOfText(path));
  const above: string[] = [];
  for (let length = 2; length < parts.length + (itself ? 1 : 0); length++) {
    above.push(byteText(encodeTargetPath(parts.slice(0, length) as unknown as TargetPath)));
  }
  return above;
}

/** Whether what a provider makes lies in one of these containers, given by their paths as text. */
export function liesIn(provider: Uint8Array, containers: ReadonlySet<string>): boolean {
  return containers.size > 0 && pathsAbove(byteText(provider), true).some((path) => containers.has(path));
}
