import type { LastRun } from "../component/last-run.ts";
import { logicVersions } from "../function/logic-version.ts";
import type { AppState } from "../store/index.ts";
import { type LogicChange, logicDifference } from "./logic-difference.ts";

/** The difference between the function whose change was the reason of a run, as of that run, and as it was before. */
export async function changesBehind(state: AppState, { reason, run }: LastRun): Promise<readonly LogicChange[]> {
  if (reason.kind !== "dependency" || reason.on !== "function") return [];
  const versions = await logicVersions(state, reason.name);
  const at = versions.findLastIndex((one) => one.run <= run);
  const [before, after] = [versions[at - 1], versions[at]];
  return before === undefined || after === undefined ? [] : logicDifference(before, after);
}
