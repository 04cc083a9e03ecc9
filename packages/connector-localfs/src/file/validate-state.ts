import type { MemoStateOutcome } from "@coco/connectorkit";
import type { HashedContent } from "./content-hash.ts";
import type { ContentSeen } from "./content-seen.ts";
import { asFileState, type FileState } from "./file-state.ts";

/**
 * Whether what was made under `previous` still holds for a file in state `observed`: by time and size where they can be
 * trusted, else by content. A promise only where the file is read.
 *
 * @param hashNow - reads the file. Where that fails, the outcome is "not valid": the function meets the failure itself.
 */
export function validateState(
  previous: unknown,
  observed: FileState,
  seen: ContentSeen,
  hashNow: () => Promise<HashedContent>,
): MemoStateOutcome<FileState> | Promise<MemoStateOutcome<FileState>> {
  const afterRun = (): FileState => seen.complete(observed);
  const stored = asFileState(previous);
  if (stored?.size === observed.size) {
    if (stored.mtimeNs === observed.mtimeNs && stored.racy !== true) {
      if (stored.hash !== undefined) seen.note({ hash: stored.hash, size: stored.size });
      return { state: stored, valid: true, afterRun };
    }
    if (stored.hash !== undefined) return compareContent(stored.hash, observed, seen, hashNow, afterRun);
  }
  return { state: observed, valid: false, afterRun };
}

async function compareContent(
  storedHash: string,
  observed: FileState,
  seen: ContentSeen,
  hashNow: () => Promise<HashedContent>,
  afterRun: () => FileState,
): Promise<MemoStateOutcome<FileState>> {
  const content = seen.content ?? (await hashNow().catch(() => undefined));
  if (content?.hash !== storedHash) return { state: observed, valid: false, afterRun };
  seen.note(content);
  return { state: { ...observed, hash: storedHash }, valid: true, afterRun };
}
