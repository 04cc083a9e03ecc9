import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import type { MountScope } from "./begin-mount.ts";
import { ScanPace } from "./scan-pace.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("pace");
});
afterEach(() => test.dispose());

const items = Array.from({ length: 2_000 }, (_, index): [number, number] => [index, index]);

describe("a scan (R2)", () => {
  it("begins little more than is being written, where its functions wait for nothing outside", async () => {
    let begun = 0;
    let most = 0;
    const item = async (number: number, table: MemoryTable): Promise<void> => {
      begun += 1;
      most = Math.max(most, begun - (database.tables.get("t")?.size ?? 0));
      for (let turn = 0; turn < 20; turn++) await undefined;
      table.declare(String(number), number);
    };
    await test.succeed(async () => void (await mountEach(items, item, await database.mountTable("t"))));
    expect(database.tables.get("t")?.size).toBe(2_000);
    // A group is written while half of the next one collects.
    expect(most).toBeLessThanOrEqual(1.5 * 256);
  });

  it("fills all slots with functions that do wait", async () => {
    let begun = 0;
    const all = Promise.withResolvers<void>();
    const item = async (): Promise<void> => {
      begun += 1;
      if (begun === 1_000) all.resolve();
      await all.promise;
    };
    await test.succeed(async () => void (await mountEach(items, item)), { maxInFlight: 1_000 });
    expect(begun).toBe(2_000);
  });

  it("lets the event loop turn after each 32 that it begins", async () => {
    const pace = new ScanPace({ run: { commits: { crowded: false } } } as unknown as MountScope);
    for (let round = 0; round < 2; round++) {
      for (let begun = 1; begun < 32; begun++) {
        pace.begins();
        expect(pace.pause()).toBeUndefined();
      }
      pace.begins();
      let turned = false;
      setImmediate(() => (turned = true));
      await pace.pause();
      expect(turned).toBe(true);
    }
  });
});
