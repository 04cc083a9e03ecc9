import type { Sink } from "@coco/connectorkit";
import { folderOfKey } from "../root/root.ts";
import { applyEntries } from "./apply-entries.ts";
import { heldBytes } from "./content.ts";
import { EmptiedFolders } from "./emptied-folders.ts";
import type { EntryAction, Place } from "./entry-action.ts";

const made = new Map<string, Sink<EntryAction>>();

/** One sink object per root: the engine batches by it. */
export function entrySink({ identity, key }: Place): Sink<EntryAction> {
  let sink = made.get(identity);
  if (sink === undefined) made.set(identity, (sink = makeEntrySink(identity, key)));
  return sink;
}

function makeEntrySink(identity: string, key: string | undefined): Sink<EntryAction> {
  const emptied = new EmptiedFolders();
  return {
    name: `files of ${identity.slice(identity.indexOf(":") + 1)}`,
    bytesOf: (action) => (action.kind === "write" ? heldBytes(action.content) : 0),
    apply: (actions, context) => applyEntries(actions, context, emptied),
    // Several apps of one process may write at once, each beneath a folder of its own under the same key.
    settle: ({ context }) => emptied.settle(key === undefined ? undefined : folderOfKey(key, context<unknown>(key))),
  };
}
