import { encodeKeyPath, parseKeyPath } from "@coco/connectorkit";
import type { App } from "../app/app.ts";
import { formatPath, keysAbove, pathOfKey } from "../component/component-path.ts";
import type { ComponentRecord } from "../component/component-record.ts";
import { encodeRecord } from "../component/record-codec.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { type AppState, type Change, openStateStore, pagesOf } from "../store/index.ts";
import { childTargetPath } from "../target-state/target-path.ts";
import type { ComparedContainer } from "./compare-targets.ts";
import { storePathOf } from "./inspect.ts";
import { readableRecord } from "./inspected-component.ts";

/** How many records are written at once. */
const BATCH = 1_000;

/** What is written again by the next update. */
export interface NotedMissing {
  readonly targetStates: number;
  /** The components that declare them, as `coco show` prints them. */
  readonly components: readonly string[];
}

/**
 * Takes note of what `compareTargets` found missing: in the next update the components that declare it run again, and write
 * it. Everything else that is remembered stays. Of a container in which nothing is left, the container itself is
 * written again too, with all beneath it and beside it.
 *
 * @throws StoreLockedError while an update runs.
 */
export async function noteMissing<P extends object, R>(
  app: App<P, R>,
  compared: readonly ComparedContainer[],
): Promise<NotedMissing> {
  const lost = new Lost(compared);
  if (lost.isEmpty) return { targetStates: 0, components: [] };
  const store = await openStateStore({ path: storePathOf(app) });
  try {
    await store.lock();
    return await note(await store.app(app.name), lost);
  } finally {
    await store.close();
  }
}

async function note(state: AppState, lost: Lost): Promise<NotedMissing> {
  const components: string[] = [];
  const above = new Set<string>();
  const changes: Change[] = [];
  let targetStates = 0;
  for await (const page of pagesOf(state, "component")) {
    for (const { key, value } of page) {
      const record = readableRecord(value);
      const { count, targets } = record === undefined ? { count: 0, targets: [] } : lost.mark(record);
      if (record === undefined || count === 0) continue;
      targetStates += count;
      components.push(formatPath(pathOfKey(key)));
      changes.push(put(key, { ...record, memo: undefined, targets }));
      for (const one of keysAbove(key)) above.add(byteText(one));
    }
  }
  for (const { key } of changes as { readonly key: Uint8Array }[]) above.delete(byteText(key));
  changes.push(...(await withoutResults(state, [...above].map(bytesOfText))));
  for (let start = 0; start < changes.length; start += BATCH) await state.commit(changes.slice(start, start + BATCH));
  return { targetStates, components };
}

/** A result above would stand, and nothing beneath it be looked at. */
async function withoutResults(state: AppState, keys: readonly Uint8Array[]): Promise<Change[]> {
  const stored = await state.read("component", keys);
  return keys.flatMap((key, index) => {
    const bytes = stored[index];
    const record = bytes === undefined ? undefined : readableRecord(bytes);
    return record?.memo === undefined ? [] : [put(key, { ...record, memo: undefined })];
  });
}

function put(key: Uint8Array, record: ComponentRecord): Change {
  return { kind: "put", table: "component", key: new Uint8Array(key), value: encodeRecord(record) };
}

/** What is not in its target. */
class Lost {
  /** Encoded paths of single states, as text. */
  readonly #states: Set<string>;
  /** Encoded paths of containers of which nothing is left, as text. */
  readonly #containers: readonly string[];

  constructor(compared: readonly ComparedContainer[]) {
    const encoded = (path: string): string => byteText(encodeKeyPath(parseKeyPath(path)));
    this.#states = new Set(compared.flatMap(({ missing }) => missing.map(({ path }) => encoded(path))));
    this.#containers = compared
      .filter(({ missing, tracked }) => tracked > 0 && missing.length === tracked)
      .map(({ container }) => encoded(container));
  }

  get isEmpty(): boolean {
    return this.#states.size === 0;
  }

  /** The target states of a record, with those marked that are lost. */
  mark({ targets }: ComponentRecord): { readonly count: number; readonly targets: ComponentRecord["targets"] } {
    let count = 0;
    const marked = targets.map((group) => ({
      ...group,
      states: group.states.map((state) => {
        if (!this.#holds(byteText(childTargetPath(group.provider, state.key)))) return state;
        count += 1;
        return { ...state, mayBeMissing: true };
      }),
    }));
    return { count, targets: marked };
  }

  /** The encoding of a path is the beginning of those beneath it. */
  #holds(path: string): boolean {
    return this.#states.has(path) || this.#containers.some((container) => path.startsWith(container));
  }
}
