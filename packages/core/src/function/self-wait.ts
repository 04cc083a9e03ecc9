import { MemoError } from "../errors/memo-error.ts";
import type { RunningCall, Scope } from "../internal/scope.ts";
import type { FunctionState } from "./function-state.ts";

/**
 * Refuses a call that would wait for itself (rule M5): one that is made, at whatever distance, by the call with the
 * same key, or by one that waits for it.
 */
export function refuseSelfWait(call: RunningCall | undefined, key: string, state: FunctionState): void {
  if (call === undefined || !isWaitedFor(call, (waiting) => waiting.key === key)) return;
  throw new MemoError(
    `${state.name} was called from within itself with the same arguments: it would wait for itself.`,
    {
      code: "MEMO_CYCLE",
      hint: "Make the recursion change its arguments, or drop memo from the function.",
    },
  );
}

/** The call that the running code belongs to. */
export function callOf({ batch, frame }: Pick<Scope, "batch" | "frame">): RunningCall | undefined {
  return frame ?? batch;
}

/** Whether a call of which `is` holds waits for `call`, which it made or joined, or is it. */
export function isWaitedFor(
  call: RunningCall,
  is: (waiting: RunningCall) => boolean,
  seen: Set<RunningCall> = new Set(),
): boolean {
  if (seen.has(call)) return false;
  seen.add(call);
  if (is(call)) return true;
  if (call.around !== undefined && isWaitedFor(call.around, is, seen)) return true;
  for (const waiting of call.joined ?? []) if (isWaitedFor(waiting, is, seen)) return true;
  return false;
}
