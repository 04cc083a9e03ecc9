import { MemoError } from "../errors/memo-error.ts";
import type { MemoFrame } from "../internal/scope.ts";
import type { FunctionState } from "./function-state.ts";

/**
 * Refuses a call that would wait for itself (rule M5): one that is made, at whatever distance, by the call with the
 * same key, or by one that waits for it.
 */
export function refuseSelfWait(frame: MemoFrame | undefined, key: string, state: FunctionState): void {
  if (frame === undefined || !isWaitedFor(frame, key, new Set())) return;
  throw new MemoError(
    `${state.name} was called from within itself with the same arguments: it would wait for itself.`,
    {
      code: "MEMO_CYCLE",
      hint: "Make the recursion change its arguments, or drop memo from the function.",
    },
  );
}

/** Whether the call with this key waits for `frame`, which it made or joined. */
function isWaitedFor(frame: MemoFrame, key: string, seen: Set<MemoFrame>): boolean {
  if (seen.has(frame)) return false;
  seen.add(frame);
  if (frame.key === key) return true;
  if (frame.around !== undefined && isWaitedFor(frame.around, key, seen)) return true;
  for (const waiting of frame.joined ?? []) if (isWaitedFor(waiting, key, seen)) return true;
  return false;
}
