import type { Sink } from "@coco/connectorkit";
import { applyEntries } from "./apply-entries.ts";
import { heldBytes } from "./content.ts";
import { EmptiedFolders } from "./emptied-folders.ts";
import type { EntryAction, Place } from "./entry-action.ts";

const made = new Map<string, Sink<EntryAction>>();

/** One sink object per root: the engine batches by it. */
export function entrySink({ identity }: Place): Sink<EntryAction> {
  let sink = made.get(identity);
  if (sink === undefined) made.set(identity, (sink = makeEntrySink(identity)));
  return sink;
}

function makeEntrySink(identity: string): Sink<EntryAction> {
  const emptied = new EmptiedFolders();
  return {
    name: `files of ${identity.slice(identity.indexOf(":") + 1)}`,
    bytesOf: (action) => (action.kind === "write" ? heldBytes(action.content) : 0),
    apply: (actions, context) => applyEntries(actions, context, emptied),
    settle: () => emptied.settle(),
  };
}
