import { describeReason } from "../component/run-reason.ts";
import type { RunEvent } from "./run-event.ts";

/** An event in one line of text. */
export function describeEvent(event: RunEvent): string {
  switch (event.kind) {
    case "componentRan":
      return `${event.component} ran: ${describeReason(event.reason)}`;
    case "componentUnchanged":
      return `${event.component} is unchanged${revalidation(event)}`;
    case "componentFailed":
      return `${event.component} failed: ${messageOf(event.error)}`;
    case "componentDeleted":
      return `${event.component} deleted`;
    case "deletionFailed":
      return `${event.component} could not be deleted: ${messageOf(event.error)}`;
    case "functionRan":
      return `${callOf(event)} ran: ${describeReason(event.reason)}`;
    case "batchRan":
      return `${event.functionName}() ran for ${event.calls} ${event.calls === 1 ? "call" : "calls at once"}`;
    case "functionReused":
      return `${callOf(event)} reused${revalidation(event)}`;
    case "functionShared":
      return `${callOf(event)} shared`;
    case "targetChanged":
      return `${event.target} ${CHANGES[event.change]} by ${event.component}: ${describeReason(event.reason)}`;
    case "targetTakenOver":
      return `${event.target} goes from ${event.from} to ${event.to}`;
    case "sinkRetried":
      return `${event.sink} is tried again (${event.attempt}): ${messageOf(event.error)}`;
  }
}

const CHANGES = { create: "created", update: "updated", delete: "deleted" } as const;

function callOf({ component, functionName }: { component: string | undefined; functionName: string }): string {
  return component === undefined ? `${functionName}()` : `${functionName}() in ${component}`;
}

function revalidation({ revalidated }: { revalidated: boolean }): string {
  return revalidated ? ", looked at anew" : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
