import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreLog } from "./store-log.ts";

let folder: string;
let location: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "coco-log-"));
  location = path.join(folder, "state.db");
  writeFileSync(`${location}-wal`, "frames");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A disk whose syncs end when they are told to. */
class SlowDisk {
  readonly begun: PromiseWithResolvers<void>[] = [];
  readonly sync = (): Promise<void> => {
    const one = Promise.withResolvers<void>();
    this.begun.push(one);
    return one.promise;
  };

  async end(index: number): Promise<void> {
    await expect.poll(() => this.begun.length).toBeGreaterThan(index);
    this.begun[index]?.resolve();
  }
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => (settled = true)).catch(() => undefined);
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe("the log of a store is synced beside the work", () => {
  it("syncs nothing that was not written, and what was written once", async () => {
    const disk = new SlowDisk();
    const log = new StoreLog(location, disk.sync);
    await log.sync();
    expect(disk.begun).toHaveLength(0);
    log.grew();
    const synced = log.sync();
    await disk.end(0);
    await synced;
    await log.sync();
    expect(disk.begun).toHaveLength(1);
    await log.close();
  });

  it("does not take a sync that began before a commit for one of that commit", async () => {
    const disk = new SlowDisk();
    const log = new StoreLog(location, disk.sync);
    log.grew();
    const first = log.sync();
    await expect.poll(() => disk.begun.length).toBe(1);
    log.grew();
    log.grew();
    const second = [log.sync(), log.sync()];
    await disk.end(0);
    await first;
    expect(await isSettled(Promise.race(second))).toBe(false);
    await disk.end(1);
    await Promise.all(second);
    expect(disk.begun).toHaveLength(2);
    await log.close();
  });

  it("tells everyone who waits of a sync that failed, and whoever comes later", async () => {
    const disk = new SlowDisk();
    const log = new StoreLog(location, disk.sync);
    log.grew();
    const waiting = [log.sync(), log.sync()];
    await expect.poll(() => disk.begun.length).toBe(1);
    disk.begun[0]?.reject(new Error("no room"));
    for (const { reason } of (await Promise.allSettled(waiting)) as PromiseRejectedResult[])
      expect(reason).toMatchObject({ message: "no room" });
    log.grew();
    await expect(log.sync()).rejects.toThrow("no room");
    expect(disk.begun).toHaveLength(1);
    await log.close();
  });

  it("waits for a sync that is under way before it lets the file go", async () => {
    const disk = new SlowDisk();
    const log = new StoreLog(location, disk.sync);
    log.grew();
    const synced = log.sync();
    await expect.poll(() => disk.begun.length).toBe(1);
    const closed = log.close();
    expect(await isSettled(closed)).toBe(false);
    await disk.end(0);
    await Promise.all([synced, closed]);
    expect(await isSettled(closed)).toBe(true);
  });
});
