import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Activity } from "../component/activity.ts";
import { mount, subpath } from "../index.ts";
import { Turns } from "../internal/turns.ts";
import type { AppState, Change } from "../store/index.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { GroupCommit, type GroupMember } from "./group-commit.ts";
import type { PlannedAction } from "./sink-runner.ts";

const MB = 1024 * 1024;
const NOW = Promise.resolve();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Outside {
  /** Whether nothing else in the process could add to a group. */
  readonly idle?: boolean;
  /** What transactions that are to be durable at once wait for. */
  readonly disk?: Promise<void>;
  /** What sinks wait for. */
  readonly sinks?: Promise<void>;
}

/** Groups over a store and sinks that only take note of what they are given. */
class Groups {
  readonly log: string[] = [];
  readonly groups: GroupCommit;

  constructor({ disk = NOW, idle = false, sinks = NOW }: Outside = {}) {
    const state = {
      commit: async (_changes: readonly Change[], durability = "at once") => {
        if (durability !== "at once") return;
        await disk;
        this.log.push("recorded");
      },
      persist: async () => undefined,
    } as unknown as AppState;
    const apply = async (actions: readonly PlannedAction[]): Promise<ReadonlyMap<object, unknown>> => {
      this.log.push(`sinks: ${actions.length}`);
      await sinks;
      return new Map();
    };
    const options = { state, sinks: { apply }, companions: () => [], prepare: async () => undefined };
    this.groups = new GroupCommit({ ...options, turns: new Turns() }, () => ({ idle }) as Activity);
  }

  /** Submits so many that have an action each. */
  submit(count: number, weight = 1): void {
    const change: Change = { kind: "put", table: "component", key: Buffer.from("k"), value: Buffer.from("v") };
    const member: GroupMember = {
      sortKey: Buffer.from("k"),
      weight,
      plan: () => ({
        actions: [{} as PlannedAction],
        before: (changes) => void changes.push(change),
        after: (changes) => void changes.push(change),
      }),
    };
    for (let index = 0; index < count; index++) void this.groups.submit(member);
  }

  /** What has happened since the last call, when all that waits for no time and nobody else has. */
  async news(): Promise<string[]> {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    return this.log.splice(0);
  }
}

const written = (members: number): string[] => ["recorded", `sinks: ${members}`];

describe("a group closes (T3)", () => {
  it("at 256 members, whatever the time", async () => {
    const groups = new Groups();
    groups.submit(255);
    expect(await groups.news()).toEqual([]);
    groups.submit(1);
    expect(await groups.news()).toEqual(written(256));
    groups.submit(600);
    expect(await groups.news()).toEqual([...written(256), ...written(256)]);
  });

  it("at 4 MB, counted anew for each", async () => {
    const groups = new Groups();
    groups.submit(4, MB - 1);
    expect(await groups.news()).toEqual([]);
    groups.submit(1, 4);
    expect(await groups.news()).toEqual(written(5));
    groups.submit(1, 4);
    expect(await groups.news()).toEqual([]);
  });

  it("20 ms after its first member came", async () => {
    const groups = new Groups();
    groups.submit(1);
    vi.advanceTimersByTime(10);
    groups.submit(1);
    vi.advanceTimersByTime(9);
    expect(await groups.news()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(await groups.news()).toEqual(written(2));
  });

  it("20 ms after the one before it was written, where members came meanwhile", async () => {
    const sinks = Promise.withResolvers<void>();
    const groups = new Groups({ sinks: sinks.promise });
    groups.submit(256);
    expect(await groups.news()).toEqual(written(256));
    groups.submit(3);
    vi.advanceTimersByTime(100);
    sinks.resolve();
    expect(await groups.news()).toEqual([]);
    vi.advanceTimersByTime(19);
    expect(await groups.news()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(await groups.news()).toEqual(written(3));
  });

  it("as soon as the one before it was written, where it has become whole by then", async () => {
    for (const [count, weight] of [
      [256, 1],
      [2, 2 * MB],
    ] as const) {
      const sinks = Promise.withResolvers<void>();
      const groups = new Groups({ sinks: sinks.promise });
      groups.submit(256);
      expect(await groups.news()).toEqual(written(256));
      groups.submit(count, weight);
      expect(await groups.news()).toEqual([]);
      sinks.resolve();
      expect(await groups.news()).toEqual(written(count));
    }
  });

  it("at once when nothing else can run, also after the one before it", async () => {
    const sinks = Promise.withResolvers<void>();
    const groups = new Groups({ idle: true, sinks: sinks.promise });
    groups.submit(2);
    expect(await groups.news()).toEqual(written(2));
    groups.submit(3);
    expect(await groups.news()).toEqual([]);
    sinks.resolve();
    expect(await groups.news()).toEqual(written(3));
  });
});

describe("who waits for room (T3)", () => {
  /** Submits so many, and takes note of when there is room. */
  function crowd(groups: Groups, count: number): void {
    groups.submit(count);
    expect(groups.groups.crowded).toBe(true);
    void groups.groups.room().then(() => groups.log.push("room"));
  }

  it("waits until sinks are called where half of the next group is there already", async () => {
    const disk = Promise.withResolvers<void>();
    const groups = new Groups({ disk: disk.promise, sinks: new Promise(() => undefined) });
    crowd(groups, 256 + 128);
    expect(await groups.news()).toEqual([]);
    disk.resolve();
    expect(await groups.news()).toEqual(["recorded", "sinks: 256", "room"]);
  });

  it("goes on as a group is begun, where less than half of the next one is there", async () => {
    const groups = new Groups({ disk: new Promise(() => undefined) });
    crowd(groups, 256 + 127);
    expect(await groups.news()).toEqual(["room"]);
  });

  it("waits until the next group is begun, where that is whole already", async () => {
    const sinks = Promise.withResolvers<void>();
    const groups = new Groups({ sinks: sinks.promise });
    crowd(groups, 256 + 256);
    expect(await groups.news()).toEqual(["recorded", "sinks: 256"]);
    sinks.resolve();
    expect(await groups.news()).toEqual(["room", "recorded", "sinks: 256"]);
  });
});

describe("a run in which no timer ever goes off (T3)", () => {
  let test: TestApp;
  let database: MemoryDatabase;
  beforeEach(() => {
    test = new TestApp();
    database = new MemoryDatabase("group-closing");
  });
  afterEach(() => test.dispose());

  it("writes what waits when the last function that could have added to it ends", async () => {
    const submitted = Promise.withResolvers<void>();
    await test.succeed(async () => {
      const table = await database.mountTable("t");
      await mount(subpath("first"), async () => {
        table.declare("k", 1);
        setImmediate(submitted.resolve);
      });
      await submitted.promise;
      await new Promise((resolve) => setImmediate(resolve));
      expect(database.rows("t")).toEqual({});
    });
    expect(database.rows("t")).toEqual({ k: 1 });
  });
});
