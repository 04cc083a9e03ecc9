import type { Component } from "../component/component.ts";
import { NEW, type RunReason } from "../component/run-reason.ts";

/**
 * Why a target state changes whose component gives no reason of its own, since it runs every time: it is new, it is a
 * container that was declared otherwise, or a memoized call in the component ran again.
 */
export function causeOf(
  { callReason, reason }: Component,
  isContainer: boolean,
  isNew: boolean,
): RunReason | undefined {
  if (reason.kind !== "notMemoized") return undefined;
  // What a rebuilt container held is new to it, and not to the user.
  const isRebuilt = callReason?.kind === "dependency" && callReason.on === "target";
  if (isNew && !isRebuilt) return NEW;
  if (isContainer) return { kind: "schema" };
  return callReason;
}
