import type { StableKey, TargetPath } from "@coco/connectorkit";
import { type PastRun, pastRuns } from "../app/run-history.ts";
import { type ComponentPath, formatPath, keysAbove } from "../component/component-path.ts";
import type { LastRun } from "../component/last-run.ts";
import { decodeMemos } from "../function/function-memos.ts";
import { byteText } from "../internal/byte-text.ts";
import { type AppState } from "../store/index.ts";
import { encodeTargetPath, formatTargetPath, ownerHash } from "../target-state/target-path.ts";
import { type Dependencies, dependenciesOf } from "./function-version.ts";
import { inspectComponent, type InspectedTargetState, pathOfKey, readableRecord } from "./inspected-component.ts";
import { functionNameOf, sourceItemOf } from "./source-item.ts";

/** Where a target state comes from. */
export interface Explanation {
  readonly target: InspectedTargetState;
  /** What contains it, as `coco show` prints it; for the outermost level the name that its package registered. */
  readonly container: string;
  /** The component that declared it. */
  readonly component: ComponentPath;
  /** The same in the notation of `formatKeyPath`. */
  readonly displayComponent: string;
  /** The function of that component, as its path names it. */
  readonly functionName: string | undefined;
  /** The key of the source's item that the component works on; `undefined` for one that was mounted by itself. */
  readonly sourceItem: StableKey | undefined;
  /** The components above, outermost first: the root is the first. */
  readonly above: readonly string[];
  /** In which run it was made, and why; `undefined` where the component runs every time. */
  readonly lastRun: (LastRun & { readonly startedAt: Date | undefined }) | undefined;
  /** The functions that ran to make it, with their versions, and what else it depends on. */
  readonly dependencies: Dependencies;
  /** What the component declared besides it. */
  readonly siblings: number;
}

/** Where the target state at a path comes from; `undefined` when none is tracked there. */
export async function explain(state: AppState, path: TargetPath): Promise<Explanation | undefined> {
  const encoded = encodeTargetPath(path);
  const hash = ownerHash(encoded);
  const [key] = await state.read("owner", [hash]);
  if (key === undefined) return undefined;
  const [[bytes], [memoBytes]] = await Promise.all([state.read("component", [key]), state.read("functionMemo", [key])]);
  const record = bytes === undefined ? undefined : readableRecord(bytes);
  if (bytes === undefined || record === undefined) return undefined;
  const { targetStates } = inspectComponent(key, bytes);
  const displayPath = formatTargetPath(encoded);
  const target = targetStates.find((one) => one.displayPath === displayPath);
  if (target === undefined) return undefined; // a hash of eight bytes may be another's, too
  const component = pathOfKey(key);
  const short = byteText(hash);
  // A result that covers the declaration says what it depends on: the component's own, or those of calls in it.
  const declaring = [...decodeMemos(memoBytes).values()].filter(({ targets }) => targets.includes(short));
  const sets = record.memo === undefined ? declaring.map((memo) => memo.dependencySet) : [record.memo.dependencySet];
  const runs: readonly PastRun[] = await pastRuns(state);
  const lastRun = record.memo?.lastRun;
  return {
    target,
    container: formatTargetPath(encodeTargetPath(path.slice(0, -1) as unknown as TargetPath)),
    component,
    displayComponent: formatPath(component),
    functionName: functionNameOf(component),
    sourceItem: sourceItemOf(component),
    above: await componentsAbove(state, key),
    lastRun: lastRun && { ...lastRun, startedAt: runs.find(({ number }) => number === lastRun.run)?.startedAt },
    dependencies: await dependenciesOf(state, sets),
    siblings: targetStates.length - 1,
  };
}

async function componentsAbove(state: AppState, key: Uint8Array): Promise<readonly string[]> {
  const keys = [...keysAbove(key)].reverse();
  const stored = await state.read("component", keys);
  return keys.filter((_, index) => stored[index] !== undefined).map((one) => formatPath(pathOfKey(one)));
}
