import { LocalfsError } from "../errors/localfs-error.ts";
import { isDoubtful } from "./made-folders.ts";
import { OpenFolder } from "./open-folder.ts";
import { tryAgain } from "./try-again.ts";

export interface FolderWanted {
  readonly root: string;
  readonly makesRoot: boolean;
  readonly parts: readonly string[];
  /** Whether folders on the way that are missing are made. */
  readonly make: boolean;
}

/**
 * Opens a folder step by step from its root, and closes it after `work`. Where it is not to be made, a folder that is
 * missing, or lies behind a link that leads out of the root, is `undefined`: what we once wrote there is gone.
 */
export async function withFolder(
  { make, makesRoot, parts, root }: FolderWanted,
  work: (folder: OpenFolder | undefined) => Promise<void>,
): Promise<void> {
  let folder: OpenFolder | undefined;
  try {
    folder = await tryAgain(() => OpenFolder.root(root, make && makesRoot));
    for (const part of parts) {
      const above: OpenFolder = folder;
      const next = await tryAgain(() => above.enter(part, make));
      if (make && next !== undefined && isDoubtful(next.shown)) above.changed();
      await folder.close();
      folder = next;
      if (folder === undefined) break;
    }
  } catch (error) {
    await folder?.close();
    if (!make && LocalfsError.isInstance(error)) {
      await work(undefined);
      return;
    }
    throw error;
  }
  try {
    await work(folder);
  } finally {
    await folder?.close();
  }
}
