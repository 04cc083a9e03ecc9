import type { RunnerCall } from "@coco/connectorkit";
import { decodeCrossing } from "./decode-crossing.ts";
import { decodeError } from "./error-transport.ts";
import type { AnswerMessage } from "./pool-message.ts";
import type { LearnedFunction } from "./pool-worker.ts";

/** Reports what happened in a thread to the caller, and gives its value or throws its error. */
export function decodeAnswer(call: RunnerCall, learned: readonly LearnedFunction[], answer: AnswerMessage): unknown {
  call.report({
    functions: answer.ran.flatMap(([number, times, counts]) => {
      const known = learned[number];
      return known === undefined ? [] : [{ identity: known[0], logic: known[1], times, counts }];
    }),
    counts: answer.counts,
    volatile: answer.volatile,
  });
  if (answer.kind === "error") throw decodeError(answer.content);
  return decodeCrossing(answer.content, `The result of ${call.name}`);
}
