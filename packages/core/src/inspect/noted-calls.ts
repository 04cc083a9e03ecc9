import type { PastRun } from "../app/run-history.ts";
import type { LastRun } from "../component/last-run.ts";
import { functionMarker, partOf } from "../function/call-note.ts";
import type { FunctionMemo } from "../function/function-memos.ts";
import { logicVersions } from "../function/logic-version.ts";
import { byteText } from "../internal/byte-text.ts";
import type { AppState } from "../store/index.ts";
import { changesBehind } from "./changes-behind.ts";
import type { FunctionVersion } from "./function-version.ts";
import type { LogicChange } from "./logic-difference.ts";

/** Calls of one memoized function in a component whose stored results were made in one run, for one reason. */
export interface NotedCalls {
  /** The declared name of the function; `undefined` where it is not known any more. */
  readonly functionName: string | undefined;
  readonly count: number;
  /** In which run they ran, and why. `"argument"`: no call before had this value there. */
  readonly lastRun: LastRun & { readonly startedAt: Date | undefined };
  /** The parameter whose argument is new, where that is the reason and its name is known. */
  readonly parameter: string | undefined;
  /** What differs in the code of the function that changed, where that is the reason. */
  readonly changes: readonly LogicChange[];
}

/** The calls of a component of which results are stored: those that ran last come first. */
export async function notedCalls(
  state: AppState,
  memos: readonly FunctionMemo[],
  functions: readonly FunctionVersion[],
  runs: readonly PastRun[],
): Promise<readonly NotedCalls[]> {
  const byMarker = new Map(functions.map((one) => [byteText(functionMarker(one.identity)), one]));
  const groups = new Map<
    string,
    { readonly of: FunctionVersion | undefined; readonly lastRun: LastRun; count: number }
  >();
  for (const { note } of memos) {
    if (note === undefined) continue;
    const marker = partOf(note, -1);
    const key = `${marker}${JSON.stringify(note.lastRun)}`;
    const group = groups.get(key) ?? { of: byMarker.get(marker), lastRun: note.lastRun, count: 0 };
    groups.set(key, group);
    group.count += 1;
  }
  const calls = await Promise.all(
    [...groups.values()].map(async ({ count, lastRun, of }): Promise<NotedCalls> => {
      const startedAt = runs.find(({ number }) => number === lastRun.run)?.startedAt;
      return {
        functionName: of?.name,
        count,
        lastRun: { ...lastRun, startedAt },
        parameter: await parameterOf(state, of?.identity, lastRun),
        changes: await changesBehind(state, lastRun),
      };
    }),
  );
  return calls.sort(
    (a, b) => b.lastRun.run - a.lastRun.run || ((a.functionName ?? "") < (b.functionName ?? "") ? -1 : 1),
  );
}

/** The name of the parameter whose argument was another one. */
export async function parameterOf(
  state: AppState,
  identity: string | undefined,
  { reason, run }: LastRun,
): Promise<string | undefined> {
  if (reason.kind !== "argument" || identity === undefined) return undefined;
  const version = (await logicVersions(state, identity)).findLast((one) => one.run <= run);
  const name = version?.parameters[reason.position];
  return name === "…" ? undefined : name; // a pattern
}
