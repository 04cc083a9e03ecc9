import { readableRecord } from "../inspect/inspected-component.ts";
import { AppInspection } from "../inspect/index.ts";
import { openStateStore, pagesOf } from "../store/index.ts";
import { childTargetPath, formatTargetPath } from "../target-state/target-path.ts";

/** What a store holds of an app, with everything in it that contradicts the rest. */
export interface StoreFindings {
  /** Paths of the tracked target states, as `coco show` prints them, sorted. */
  readonly tracked: readonly string[];
  readonly problems: readonly string[];
}

/** Looks through the state of an app. `settled`: the last run went well, so that nothing may be left to do. */
export async function checkStore(path: string, app: string, settled: boolean): Promise<StoreFindings> {
  const store = await openStateStore({ path, readOnly: true });
  try {
    const state = await store.app(app);
    const problems = [...(await store.check())];
    for await (const finding of new AppInspection(state).check({ unfinished: settled }))
      problems.push(`${finding.kind}: ${finding.path}: ${finding.message}`);
    const tracked: string[] = [];
    for await (const page of pagesOf(state, "component")) {
      for (const { provider, states } of page.flatMap(({ value }) => readableRecord(value)?.targets ?? []))
        for (const one of states) tracked.push(formatTargetPath(childTargetPath(provider, one.key)));
    }
    return { tracked: tracked.sort(), problems };
  } finally {
    await store.close();
  }
}
