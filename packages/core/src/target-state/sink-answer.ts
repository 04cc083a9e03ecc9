import type { Sink } from "@coco/connectorkit";
import { TargetStateError } from "../errors/target-state-error.ts";
import { describeGiven } from "../internal/describe-given.ts";

/** What is wrong with a sink's answer to a batch of so many actions: nothing of it can then be taken for written. */
export function answerProblem(sink: Sink<unknown>, answer: unknown, count: number): TargetStateError | undefined {
  if (answer === undefined || answer === null) return undefined;
  const entries: readonly unknown[] | undefined = Array.isArray(answer) ? answer : undefined;
  const odd = entries?.find((entry) => entry !== undefined && entry !== null && !isError(entry));
  if (entries?.length === count && odd === undefined) return undefined;
  const given = odd === undefined ? describeGiven(answer) : `a list with ${describeGiven(odd)} in it`;
  const actions = count === 1 ? "1 action" : `${count} actions`;
  return new TargetStateError(`The sink "${sink.name}" answered a batch of ${actions} with ${given}.`, {
    code: "SINK_ANSWER",
    hint: "It resolves with nothing, or with one entry for each action: the error of one that failed, undefined elsewhere.",
  });
}

function isError(value: unknown): boolean {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}
