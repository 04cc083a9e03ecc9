import type { MemoStateOutcome } from "@coco/connectorkit";
import type { HashedContent } from "./content-hash.ts";
import type { ContentSeen } from "./content-seen.ts";
import type { FileState } from "./file-state.ts";

/**
 * Whether what was made under `stored` still holds for a file in state `observed` whose time or size tells of a change,
 * or cannot be trusted: by content. A promise only where the file is read.
 *
 * @param hashNow - reads the file. Where that fails, the outcome is "not valid": the function meets the failure itself.
 */
export function validateState(
  stored: FileState | undefined,
  observed: FileState,
  seen: ContentSeen,
  hashNow: () => Promise<HashedContent>,
): MemoStateOutcome<FileState> | Promise<MemoStateOutcome<FileState>> {
  const afterRun = (): FileState => seen.complete(observed);
  if (stored?.size === observed.size && stored.hash !== undefined)
    return compareContent(stored.hash, observed, seen, hashNow, afterRun);
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
