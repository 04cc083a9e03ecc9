import { type PastRun, pastRuns } from "../app/run-history.ts";
import { type ComponentPath, componentKey, formatPath, keysAbove, pathOfKey } from "../component/component-path.ts";
import type { LastRun } from "../component/last-run.ts";
import { type DeadLetter, deadLetterKey, unpackLetter } from "../dead-letter/dead-letter.ts";
import { decodeMemos } from "../function/function-memos.ts";
import { type AppState, pagesOf } from "../store/index.ts";
import { decodeRemoval } from "../target-state/removal.ts";
import { changesBehind } from "./changes-behind.ts";
import { type Dependencies, dependenciesOf } from "./function-version.ts";
import { readableRecord } from "./inspected-component.ts";
import type { LogicChange } from "./logic-difference.ts";
import { type NotedCalls, notedCalls, parameterOf } from "./noted-calls.ts";
import { functionNameOf } from "./source-item.ts";

/** What the store knows of why a component ran, or did not have to. */
export interface Why {
  /** The path in the notation of `formatKeyPath`; "/" for the root. */
  readonly component: string;
  /**
   * - `"ran"`: in the last run that stored something, for `lastRun.reason`;
   * - `"unchanged"`: its result of an earlier run, `lastRun`, stood;
   * - `"always"`: it runs in every update: no result of it is stored;
   * - `"failed"`: its last run failed (`failure`), so it runs again;
   * - `"repeats"`: one beneath it failed (`failure`), so it runs again;
   * - `"leaving"`: it is to be deleted;
   * - `"unreadable"`: another version of coco wrote what is stored of it, so it runs again.
   */
  readonly outcome: "ran" | "unchanged" | "always" | "failed" | "repeats" | "leaving" | "unreadable";
  /** The last run of the app that stored something; `undefined` before the first. */
  readonly latest: PastRun | undefined;
  /** In which run its stored result was made, and why. */
  readonly lastRun: (LastRun & { readonly startedAt: Date | undefined }) | undefined;
  /** The parameter whose argument changed, where that is the reason and its name is known. */
  readonly parameter: string | undefined;
  /** What differs in the code of the function that changed, where that is the reason. */
  readonly changes: readonly LogicChange[];
  readonly failure: DeadLetter | undefined;
  /** The nearest component above whose result is stored: while that stands, nothing is looked at beneath. */
  readonly skippedWith: string | undefined;
  /** What its stored result, or those of the calls in it, depend on besides the arguments. */
  readonly dependencies: Dependencies;
  /** How many results of memoized functions are stored with it. */
  readonly functionMemos: number;
  /** When the calls ran whose results those are, and why; the latest first. */
  readonly calls: readonly NotedCalls[];
}

/** Why the component at a path ran in the last run, or did not; `undefined` when nothing is stored of it. */
export async function why(state: AppState, path: ComponentPath): Promise<Why | undefined> {
  const key = componentKey(path);
  const [[bytes], [removal], [letter], [memoBytes]] = await Promise.all([
    state.read("component", [key]),
    state.read("removal", [key]),
    state.read("deadLetter", [deadLetterKey(key, "mount")]),
    state.read("functionMemo", [key]),
  ]);
  if (bytes === undefined && letter === undefined) return undefined;
  const record = bytes === undefined ? undefined : readableRecord(bytes);
  const memos = [...decodeMemos(memoBytes).values()];
  const runs = await pastRuns(state);
  const memo = record?.memo;
  const own = letter === undefined ? undefined : unpackLetter(deadLetterKey(key, "mount"), letter);
  const failure = own ?? (memo === undefined ? await failureBeneath(state, path) : undefined);
  const sets = memo === undefined ? memos.map(({ dependencySet }) => dependencySet) : [memo.dependencySet];
  const dependencies = await dependenciesOf(state, sets);
  const latest = runs.at(-1);
  const isLeaving = removal !== undefined && decodeRemoval(removal).what === "component";
  const outcome = (): Why["outcome"] => {
    if (isLeaving) return "leaving";
    if (bytes !== undefined && record === undefined) return "unreadable";
    if (own !== undefined) return "failed";
    if (memo !== undefined) return memo.lastRun.run === latest?.number ? "ran" : "unchanged";
    return failure === undefined ? "always" : "repeats";
  };
  const lastRun = memo?.lastRun;
  return {
    component: formatPath(path),
    outcome: outcome(),
    latest,
    lastRun: lastRun && { ...lastRun, startedAt: runs.find(({ number }) => number === lastRun.run)?.startedAt },
    parameter: lastRun && (await parameterOf(state, identityOf(path, dependencies), lastRun)),
    changes: lastRun === undefined ? [] : await changesBehind(state, lastRun),
    failure,
    skippedWith: await resultAbove(state, key),
    dependencies,
    functionMemos: memos.length,
    calls: await notedCalls(state, memos, dependencies.functions, runs),
  };
}

/** The failure of a component beneath, the first in the order of their keys. */
async function failureBeneath(state: AppState, path: ComponentPath): Promise<DeadLetter | undefined> {
  for await (const page of pagesOf(state, "deadLetter")) {
    for (const { key, value } of page) {
      const failed = pathOfKey(key.subarray(1));
      const isBeneath = failed.length > path.length && formatPath(failed.slice(0, path.length)) === formatPath(path);
      if (isBeneath) return unpackLetter(key, value);
    }
  }
  return undefined;
}

/** The identity of the mounted function, where its name tells. */
function identityOf(path: ComponentPath, { functions }: Dependencies): string | undefined {
  const mounted = functionNameOf(path);
  const [only, ...others] = mounted === undefined ? functions : functions.filter(({ name }) => name === mounted);
  return others.length === 0 ? only?.identity : undefined;
}

async function resultAbove(state: AppState, key: Uint8Array): Promise<string | undefined> {
  const above = [...keysAbove(key)];
  const stored = await state.read("component", above);
  const found = stored.findIndex((bytes) => bytes !== undefined && readableRecord(bytes)?.memo !== undefined);
  return found < 0 ? undefined : formatPath(pathOfKey(above[found] as Uint8Array));
}
