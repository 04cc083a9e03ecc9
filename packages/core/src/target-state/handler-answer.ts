import { CocoError, type Reconciliation } from "@coco/connectorkit";
import { encodeValue, ValueNotStorableError } from "../codec/index.ts";
import { TargetStateError } from "../errors/target-state-error.ts";
import { describeGiven } from "../internal/describe-given.ts";
import { isPromise } from "../internal/chain.ts";
import { formatTargetPath } from "./target-path.ts";

type Answer = Reconciliation<unknown, unknown> | undefined;

/** A target state, for errors: its encoded path may be made only when it is asked for. */
export interface HasPath {
  readonly path: Uint8Array;
}

/** What a handler answers, checked: an answer that was taken for "nothing to do" would lose the target state. */
export function askHandler(target: HasPath, ask: () => Answer): Answer {
  let answer: Answer;
  try {
    answer = ask();
  } catch (error) {
    if (CocoError.isInstance(error)) throw error;
    const because = error instanceof Error ? `: ${error.message}` : ".";
    throw handlerError(
      target,
      `its handler failed${because}`,
      "HANDLER_FAILED",
      "See the cause; the connector threw it.",
      error,
    );
  }
  if (answer === undefined) return undefined;
  const problem = problemOf(answer);
  if (problem === undefined) return answer;
  throw handlerError(target, problem, "HANDLER_ANSWER", "This is a mistake of the connector: report it there.");
}

/** Whether an answer of a handler can be carried out. */
export function isSound(answer: NonNullable<Answer>): boolean {
  return problemOf(answer) === undefined;
}

/** Encodes a tracking record. */
export function encodeTracking(tracking: unknown, target: HasPath): Uint8Array {
  try {
    return encodeValue(tracking, "tracking record", "tracking");
  } catch (error) {
    if (!ValueNotStorableError.isInstance(error)) throw error;
    throw handlerError(
      target,
      `its handler gave a tracking record that cannot be stored (${error.path})`,
      "HANDLER_ANSWER",
      "A tracking record is data: what is needed to see a change and to delete the state, no functions, no objects of classes without a codec.",
      error,
    );
  }
}

function problemOf(answer: object): string | undefined {
  if (isPromise(answer)) return "its handler's reconcile gave a promise; it answers synchronously.";
  if (typeof answer !== "object" || answer === null) {
    return `its handler's reconcile gave ${describeGiven(answer)}, where it gives undefined or { tracking, action }.`;
  }
  if (!("tracking" in answer)) return "its handler's reconcile gave an answer without a tracking record.";
  const { action } = answer as { readonly action?: { readonly sink?: unknown } };
  if (action === undefined) return undefined;
  const sink = action?.sink as { readonly name?: unknown; readonly apply?: unknown } | undefined;
  return typeof sink?.name === "string" && typeof sink.apply === "function"
    ? undefined
    : "its handler's reconcile gave an action without a sink that has a name and a method apply.";
}

function handlerError(
  { path }: HasPath,
  problem: string,
  code: string,
  hint: string,
  cause?: unknown,
): TargetStateError {
  return new TargetStateError(`${formatTargetPath(path)}: ${problem}`, {
    code,
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}
