import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import SqliteDatabase from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkStore } from "../../testing/check-store.ts";
import { firstWorld } from "../../testing/crash/crash-edits.ts";
import { CRASH_APP, runCrashApp, storeFile } from "../../testing/crash/crash-run.ts";
import { openFilesTarget as open } from "../../testing/crash/files-target.ts";
import { asOlderStore } from "../../testing/crash/older-store.ts";
import { Random } from "../../testing/crash/random.ts";
import { layoutVersion } from "./migrate.ts";

const PROGRAM = fileURLToPath(new URL("../../testing/crash/migration-process.ts", import.meta.url));

describe("a store of an older layout", () => {
  let folder: string;
  let data: string;
  let older: string;
  const world = firstWorld(new Random(5));

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "coco-older-"));
    data = path.join(folder, "data");
    older = path.join(folder, "older.db");
    expect((await runCrashApp(data, world, open)).failures).toEqual([]);
    await asOlderStore(storeFile(data), CRASH_APP, older);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function putOlder(): string {
    const file = storeFile(data);
    for (const beside of ["", "-wal", "-shm"]) rmSync(`${file}${beside}`, { force: true });
    copyFileSync(older, file);
    return file;
  }

  /** Everything is known as before: nothing runs, nothing is written, and the store is in order. */
  async function expectNothingToDo(): Promise<void> {
    expect(await runCrashApp(data, world, open)).toEqual({
      status: "done",
      failures: [],
      errors: [],
      ran: [],
      commits: 0,
    });
    expect((await checkStore(storeFile(data), CRASH_APP, true)).problems).toEqual([]);
  }

  it("is brought up to date by the next update, which finds all that it knew", async () => {
    const file = putOlder();
    const database = new SqliteDatabase(file);
    expect(layoutVersion(database)).toBe(1);
    database.close();
    await expectNothingToDo();
  });

  it("is whole wherever the process is killed that brings it up to date", { timeout: 120_000 }, async () => {
    const env = { ...process.env, NODE_COMPILE_CACHE: path.join(folder, "compiled") };
    let kills = 0;
    for (let at = 1; ; at++) {
      const file = putOlder();
      const { signal, status, stderr } = spawnSync(process.execPath, [PROGRAM, file, String(at)], {
        encoding: "utf8",
        env,
      });
      if (signal !== "SIGKILL") {
        expect(status, stderr).toBe(0);
        break;
      }
      kills += 1;
      expect(readFileSync(`${file}.killed-at`, "utf8")).not.toBe("");
      await expectNothingToDo();
    }
    await expectNothingToDo();
    expect(kills).toBeGreaterThan(5);
  });
});
