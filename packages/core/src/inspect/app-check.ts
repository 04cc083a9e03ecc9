import { setImmediate as turn } from "node:timers/promises";
import {
  type ComponentPath,
  componentKey,
  formatPath,
  levelPrefix,
  pathIfReadable,
  pathOfKey,
} from "../component/component-path.ts";
import type { ComponentRecord } from "../component/component-record.ts";
import { storedLevelPrefix } from "../component/levels.ts";
import { byteText, sameBytes } from "../internal/byte-text.ts";
import { type AppState, pagesOf, StoreCorruptError, type StoreTable } from "../store/index.ts";
import { childTargetPath, formatTargetPath, ownerHash } from "../target-state/target-path.ts";
import { isSettled } from "../target-state/tracked-state.ts";
import type { CheckOptions, Finding } from "./finding.ts";
import { IdentifierCheck } from "./identifier-check.ts";
import { readableRecord } from "./inspected-component.ts";
import { type Found, withNextStep } from "./next-step.ts";
import { wrongRanges } from "./range-check.ts";
import { OwnerSum, ownersOfNothing } from "./owner-sum.ts";

const UNKNOWN_MEMOS = "Results of functions are stored that this component does not know of.";
/** Values of this table may be large: a page is a few of them. */
const LARGE_PAGE = 16;

/** A component as the check reads it. */
interface Read {
  readonly key: Uint8Array;
  readonly record: ComponentRecord;
}

/**
 * Looks through all that is stored of an app, a page at a time: what it keeps in mind does not grow with the components.
 * It reads the store as it is; on one that a run is writing to, look at a snapshot.
 */
export async function* checkApp(state: AppState, options: CheckOptions): AsyncGenerator<Finding> {
  try {
    for await (const found of checkEntries(state, options)) yield withNextStep(found);
  } catch (error) {
    if (!StoreCorruptError.isInstance(error)) throw error;
    yield withNextStep({ kind: "file", path: error.location, message: error.message });
  }
}

async function* checkEntries(state: AppState, { unfinished = false }: CheckOptions): AsyncGenerator<Found> {
  const owners = new OwnerSum();
  const identifiers = await IdentifierCheck.of(state);
  for await (const page of pagesOf(state, "component")) {
    await turn(); // a store in a file answers at once: others must have their turn
    const read: Read[] = [];
    const keys: Uint8Array[] = [];
    for (const { key, value } of page) {
      if (pathIfReadable(key) === undefined) {
        yield noKey("component", key);
        continue;
      }
      keys.push(key);
      const record = readableRecord(value);
      if (record === undefined) yield unreadable(key);
      else read.push({ key, record });
    }
    yield* unreachable(state, keys);
    yield* wrongOwners(state, read, owners);
    for (const { key, record } of read) yield* identifiers.check(formatPath(pathOfKey(key)), record);
    if (unfinished) for (const { key, record } of read) yield* unsettled(key, record);
  }
  yield* ownersOfNothing(state, owners);
  yield* memosOfNobody(state);
  yield* wrongRanges(state);
  if (unfinished) yield* removals(state);
}

function unreadable(key: Uint8Array): Found {
  return {
    kind: "unreadable",
    path: formatPath(pathOfKey(key)),
    message:
      "What is stored of this component cannot be read. The next run does it again; what it had written and does not declare any more stays in the targets.",
  };
}

function noKey(table: StoreTable, key: Uint8Array): Found {
  const path = Buffer.from(key).toString("hex");
  return {
    kind: "unreadable",
    path,
    message: `An entry of ${table} has a key that cannot be read: nobody asks for it.`,
    hint: "Nothing needs to be done: no run reads it.",
  };
}

/** Components whose level belongs to no component above them, and that are not about to be deleted. */
async function* unreachable(state: AppState, keys: readonly Uint8Array[]): AsyncGenerator<Found> {
  const known = new Map<string, boolean>();
  for (const key of keys) {
    const path = pathOfKey(key);
    if (path.length === 0) continue;
    const level = path.slice(0, -1);
    const prefix = levelPrefix(level);
    const text = byteText(prefix);
    let reached = known.get(text);
    if (reached === undefined) {
      reached = await isMountedOn(state, level, prefix);
      known.set(text, reached);
    }
    if (reached) continue;
    const [removal] = await state.read("removal", [key]);
    if (removal === undefined)
      yield { kind: "unreachable", path: formatPath(path), message: "No component is known to have mounted this one." };
  }
}

/** Whether a stored component above a level mounts on it. One that cannot be read may. */
async function isMountedOn(state: AppState, level: ComponentPath, prefix: Uint8Array): Promise<boolean> {
  const above = Array.from({ length: level.length + 1 }, (_, length) => level.slice(0, length));
  const values = await state.read("component", above.map(componentKey));
  return values.some((value, index) => {
    if (value === undefined) return false;
    const record = readableRecord(value);
    const own = above[index] as ComponentPath;
    return record?.levels.some((relative) => sameBytes(storedLevelPrefix(own, relative), prefix)) ?? true;
  });
}

async function* wrongOwners(state: AppState, read: readonly Read[], owners: OwnerSum): AsyncGenerator<Found> {
  const tracked = read.flatMap(({ key, record }) =>
    record.targets.flatMap(({ provider, states }) =>
      states.map((one) => {
        const path = childTargetPath(provider, one.key);
        return { component: key, path, hash: ownerHash(path) };
      }),
    ),
  );
  if (tracked.length === 0) return;
  const found = await state.read(
    "owner",
    tracked.map(({ hash }) => hash),
  );
  for (const [index, { component, hash, path }] of tracked.entries()) {
    const owner = found[index];
    if (owner !== undefined && sameBytes(owner, component)) {
      owners.add(hash);
      continue;
    }
    const others = owner === undefined ? undefined : pathIfReadable(owner);
    const other = others === undefined ? "belongs to no component" : `belongs to ${formatPath(others)}`;
    yield {
      kind: "owner",
      path: formatTargetPath(path),
      message: `It is tracked by ${formatPath(pathOfKey(component))}, and ${other}.`,
    };
  }
}

function* unsettled(key: Uint8Array, record: ComponentRecord): Generator<Found> {
  for (const { provider, states } of record.targets) {
    for (const one of states) {
      if (isSettled(one)) continue;
      const message = one.declared
        ? "Its last write did not end well."
        : "It is not declared any more, and still there.";
      const path = formatTargetPath(childTargetPath(provider, one.key));
      yield { kind: "unfinished", path, message: `${message} (${formatPath(pathOfKey(key))})` };
    }
  }
}

async function* memosOfNobody(state: AppState): AsyncGenerator<Found> {
  for await (const page of pagesOf(state, "functionMemo", { limit: LARGE_PAGE })) {
    await turn();
    const keys = page.map(({ key }) => key);
    const records = await state.read("component", keys);
    for (const [index, bytes] of records.entries()) {
      const record = bytes === undefined ? undefined : readableRecord(bytes);
      if (record?.hasFunctionMemos === true || (bytes !== undefined && record === undefined)) continue;
      const key = keys[index] as Uint8Array;
      const path = pathIfReadable(key);
      if (path === undefined) yield noKey("functionMemo", key);
      else yield { kind: "memos", path: formatPath(path), message: UNKNOWN_MEMOS };
    }
  }
}

async function* removals(state: AppState): AsyncGenerator<Found> {
  for await (const page of pagesOf(state, "removal")) {
    for (const { key } of page) {
      const path = pathIfReadable(key);
      if (path === undefined) yield noKey("removal", key);
      else yield { kind: "unfinished", path: formatPath(path), message: "A deletion is still to be done." };
    }
  }
}
