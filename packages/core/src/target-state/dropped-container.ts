import { decodeKey } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { deletingAction } from "./reconcile.ts";
import { childTargetPath } from "./target-path.ts";
import type { TrackedGroup, TrackedState } from "./tracked-state.ts";

/** Whether a container that is to be deleted goes itself, not only what is known of it. */
export async function isDropped(run: Run, group: TrackedGroup, state: TrackedState): Promise<boolean> {
  try {
    if (!(await run.providers.resolve(group.provider))) return false;
    const handler = run.providers.handler(group.provider);
    if (handler === undefined) return false;
    const path = childTargetPath(group.provider, state.key);
    return deletingAction(handler, decodeKey(state.key), state, { path }) !== undefined;
  } catch {
    return false; // said when the deletion itself is tried
  }
}
