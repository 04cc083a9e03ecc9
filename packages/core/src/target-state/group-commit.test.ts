import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Activity } from "../component/activity.ts";
import { Turns } from "../internal/turns.ts";
import { type AppState, type Change, openStateStore, type StateStore } from "../store/index.ts";
import { GroupCommit, type GroupMember } from "./group-commit.ts";
import type { PlannedAction } from "./sink-runner.ts";

let folder: string;
let store: StateStore;
let state: AppState;
const log: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "coco-group-"));
  store = await openStateStore({ path: path.join(folder, "state.db") });
  state = await store.app("App");
  log.length = 0;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A disk that takes its time: `persist` and what has to be durable at once wait for it. */
function groupsOn(disk: Promise<void>): GroupCommit {
  const slow: AppState = {
    name: state.name,
    revision: state.revision,
    page: (table, range) => state.page(table, range),
    count: (table) => state.count(table),
    read: (table, keys) => state.read(table, keys),
    commit: async (changes, durability = "at once") => {
      await state.commit(changes, durability);
      log.push(`written ${durability}`);
      if (durability === "at once") await disk;
    },
    persist: async () => {
      await disk;
      await state.persist();
      log.push("persisted");
    },
    deleteUnusedAppMemos: () => state.deleteUnusedAppMemos(),
    clear: () => state.clear(),
  };
  const apply = (actions: readonly PlannedAction[]): Promise<ReadonlyMap<object, unknown>> => {
    log.push(`sinks: ${actions.length}`);
    return Promise.resolve(new Map());
  };
  const options = { state: slow, sinks: { apply }, companions: () => [], prepare: async () => undefined };
  return new GroupCommit({ ...options, turns: new Turns() }, () => ({ idle: true }) as Activity);
}

/** Time for what would go on if it did not wait. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function member(name: string, hasAction: boolean): GroupMember {
  const key = Buffer.from(name);
  const put = (value: string): Change => ({ kind: "put", table: "component", key, value: Buffer.from(value) });
  return {
    sortKey: key,
    weight: 1,
    plan: () => ({
      actions: hasAction ? [{} as PlannedAction] : [],
      before: (changes) => void changes.push(put("while")),
      after: (changes) => void changes.push(put("after")),
    }),
  };
}

describe("a group (T3)", () => {
  it("is written ahead, durably, before its sinks are called, and noted by a transaction that nobody waits for", async () => {
    const disk = Promise.withResolvers<void>();
    const groups = groupsOn(disk.promise);
    const submitted = groups.submit(member("a", true));
    await expect.poll(() => log).toEqual(["written at once"]);
    await turns();
    expect(log).toEqual(["written at once"]);
    disk.resolve();
    await submitted;
    expect(log).toEqual(["written at once", "sinks: 1", "written later"]);
  });

  it("that has nothing for a sink waits for no disk; the end of a run does", async () => {
    const disk = Promise.withResolvers<void>();
    const groups = groupsOn(disk.promise);
    await groups.submit(member("a", false));
    expect(log).toEqual(["written later"]);
    const flushed = groups.flush();
    await turns();
    expect(log).toEqual(["written later"]);
    disk.resolve();
    await flushed;
    expect(log).toContain("persisted");
  });

  it("is made durable when no other follows, without being asked", async () => {
    const groups = groupsOn(Promise.resolve());
    await groups.submit(member("a", true));
    await expect.poll(() => log.at(-1)).toBe("persisted");
  });
});
