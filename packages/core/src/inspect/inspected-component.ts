import { decodeKeyPath, type TargetPath } from "@coco/connectorkit";
import { type ComponentPath, formatPath } from "../component/component-path.ts";
import type { ComponentRecord } from "../component/component-record.ts";
import { decodeRecord } from "../component/record-codec.ts";
import type { LastRun } from "../component/last-run.ts";
import { childTargetPath, decodeTargetPath, formatTargetPath } from "../target-state/target-path.ts";
import { isSettled, type TrackedGroup, type TrackedState } from "../target-state/tracked-state.ts";

/** A target state as it is tracked. */
export interface InspectedTargetState {
  readonly path: TargetPath;
  /** The path in the notation of `formatKeyPath`. */
  readonly displayPath: string;
  /**
   * `"settled"`: written, and known to be as tracked. `"pending"`: a write did not end well; the next run makes it good.
   * `"leaving"`: no longer declared; deleted when a run settles.
   */
  readonly status: "settled" | "pending" | "leaving";
  /** Whether it contains others: a table, a folder. */
  readonly isContainer: boolean;
}

/** What is stored of one component. */
export interface InspectedComponent {
  readonly path: ComponentPath;
  /** The path in the notation of `formatKeyPath`; "/" for the root. */
  readonly displayPath: string;
  /** When and why the stored result of the mounted function was made; nothing where none is stored. */
  readonly lastRun: LastRun | undefined;
  /** Whether the result of the mounted function is stored, so that the whole subtree can be skipped. */
  readonly hasMemo: boolean;
  /** Whether results of memoized functions that it called are stored. */
  readonly hasFunctionMemos: boolean;
  /** How many app memos it uses. */
  readonly appMemos: number;
  /** How many identifiers were handed out to it. */
  readonly identifiers: number;
  readonly targetStates: readonly InspectedTargetState[];
  /** Whether it mounted children. */
  readonly hasChildren: boolean;
  /** False when another version of coco wrote the record: it then shows nothing but the path. */
  readonly readable: boolean;
}

const APP_MEMO_HASH_BYTES = 8;
const DEPTH_BYTES = 2;

/** The path in a component's key. */
export function pathOfKey(key: Uint8Array): ComponentPath {
  return decodeKeyPath(key.subarray(DEPTH_BYTES));
}

/** The record behind stored bytes; `undefined` when it cannot be read. */
export function readableRecord(bytes: Uint8Array): ComponentRecord | undefined {
  try {
    const record = decodeRecord(bytes);
    // Unpacked when asked for only: ask, so that damage shows here.
    void record.targets;
    return record;
  } catch {
    return undefined;
  }
}

export function inspectComponent(key: Uint8Array, bytes: Uint8Array): InspectedComponent {
  const record = readableRecord(bytes);
  const path = pathOfKey(key);
  return {
    path,
    displayPath: formatPath(path),
    lastRun: record?.memo?.lastRun,
    hasMemo: record?.memo !== undefined,
    hasFunctionMemos: record?.hasFunctionMemos ?? false,
    appMemos: (record?.appMemos.length ?? 0) / APP_MEMO_HASH_BYTES,
    identifiers: (record?.identifiers ?? []).reduce((sum, issued) => sum + issued.numbers.length, 0),
    targetStates: (record?.targets ?? []).flatMap((group) => group.states.map((state) => inspectState(group, state))),
    hasChildren: (record?.levels.length ?? 0) > 0,
    readable: record !== undefined,
  };
}

function inspectState(group: TrackedGroup, state: TrackedState): InspectedTargetState {
  const path = childTargetPath(group.provider, state.key);
  return {
    path: decodeTargetPath(path),
    displayPath: formatTargetPath(path),
    status: isSettled(state) ? "settled" : state.declared ? "pending" : "leaving",
    isContainer: state.container !== undefined,
  };
}
