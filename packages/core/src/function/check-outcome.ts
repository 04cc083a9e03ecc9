import { MemoError } from "../errors/memo-error.ts";
import { describeGiven } from "../internal/describe-given.ts";

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
  if (typeof outcome !== "object" || outcome === null) return `returned ${describeGiven(outcome)}`;
  const { afterRun, valid } = outcome as { readonly afterRun?: unknown; readonly valid?: unknown };
  if (!("state" in outcome)) return "returned an object without `state`";
  if (typeof valid !== "boolean") return `returned ${describeGiven(valid)} as \`valid\``;
  if (afterRun !== undefined && typeof afterRun !== "function")
    return `returned ${describeGiven(afterRun)} as \`afterRun\``;
  return undefined;
}
