import { inspect } from "node:util";
import { MemoError } from "../errors/memo-error.ts";

/** Throws unless it is what a memo state method is to answer: anything else would count as "changed", in every run. */
export function checkOutcome(outcome: unknown, name: string | undefined): void {
  const problem = problemOf(outcome);
  if (problem === undefined) return;
  throw new MemoError(`The [memoState]() of ${name ?? "an argument"} must return { state, valid }, and ${problem}.`, {
    code: "MEMO_STATE",
    hint: "`state` is what to store and be asked with next time; `valid` is true or false: whether what was computed under the previous state still holds.",
  });
}

function problemOf(outcome: unknown): string | undefined {
  if (typeof outcome !== "object" || outcome === null) return `returned ${shown(outcome)}`;
  const { afterRun, valid } = outcome as { readonly afterRun?: unknown; readonly valid?: unknown };
  if (!("state" in outcome)) return "returned an object without `state`";
  if (typeof valid !== "boolean") return `returned ${shown(valid)} as \`valid\``;
  if (afterRun !== undefined && typeof afterRun !== "function") return `returned ${shown(afterRun)} as \`afterRun\``;
  return undefined;
}

function shown(value: unknown): string {
  return inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 60 });
}
