import { spawnSync } from "node:child_process";
import { chmod, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lanceDbError } from "./classify-error.ts";
import { connect } from "./connection.ts";
import { testDatabase } from "./database.fixture.ts";
import { LanceDbError } from "./lancedb-error.ts";

describe("connect", () => {
  it("makes the folder, also a nested one, and names with spaces, quotes and other scripts", async () => {
    const { folder } = await testDatabase();
    for (const name of ["a/b/c", "with space", "it's", "日本語 😀"]) {
      const connection = await connect(join(folder, name));
      expect((await stat(join(folder, name))).isDirectory()).toBe(true);
      await connection.createTable("notes", [{ id: 1 }] as never);
      expect(await connection.tableNames()).toEqual(["notes"]);
      connection.close();
    }
  });

  it("shows each reader the newest version of a table", async () => {
    const { folder, connection } = await testDatabase();
    await connection.createTable("notes", [{ id: 1 }] as never);
    const reader = await connect(folder);
    const [table, other] = [await reader.openTable("notes"), await connection.openTable("notes")];
    await other.add([{ id: 2 }] as never);
    expect(await table.countRows()).toBe(2);
    reader.close();
  });

  it("refuses a file in the folder's place, and an empty name", async () => {
    const { folder } = await testDatabase();
    const file = join(folder, "file");
    await writeFile(file, "");
    await expect(connect(file)).rejects.toMatchObject({
      code: "LANCEDB_NOT_WRITABLE",
      message: `${file} is a file; a LanceDB database is a folder.`,
    });
    await expect(connect(join(file, "below"))).rejects.toMatchObject({ code: "LANCEDB_NOT_WRITABLE" });
    await expect(connect(" ")).rejects.toMatchObject({ code: "LANCEDB_URI" });
  });

  it("says so when the folder may not be written to", async () => {
    const { folder } = await testDatabase();
    await chmod(folder, 0o500);
    // Root may write into any folder on a disk, so it tries where there is no disk.
    const place = process.getuid?.() === 0 ? "/sys/coco-lancedb-test" : join(folder, "below");
    await expect(connect(place)).rejects.toMatchObject({
      name: "LanceDbError",
      code: "LANCEDB_NOT_WRITABLE",
      message: expect.stringContaining(`Could not connect to ${place}: `),
      hint: expect.stringContaining("may write to"),
    });
    await chmod(folder, 0o700);
  });

  it("loads the native library only when called", () => {
    const script = `
      await import(${JSON.stringify(new URL("./index.ts", import.meta.url).href)});
      const { createRequire } = await import("node:module");
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => /lancedb.dist|apache-arrow/.test(file));
      console.log(loaded.length);
    `;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--conditions=coco-source", "--input-type=module", "-e", script],
      {
        encoding: "utf8",
      },
    );
    expect(stderr).toBe("");
    expect(stdout).toBe("0\n");
  });
});

describe("LanceDB's own errors", () => {
  it.each([
    [
      "lance error: Retryable commit conflict for version 12: This Rewrite transaction was preempted",
      "LANCEDB_CONFLICT",
      true,
    ],
    ["Too many concurrent writers. Attempted 10 times", "LANCEDB_CONFLICT", true],
    ["operation timed out", "LANCEDB_UNAVAILABLE", true],
    ["Generic S3 error: 503 Slow Down", "LANCEDB_UNAVAILABLE", true],
    ["IO error: No space left on device (os error 28)", "LANCEDB_DISK_FULL", false],
    ["Permission denied (os error 13)", "LANCEDB_NOT_WRITABLE", false],
    ["Table 'x' was not found  Caused by: more", "LANCEDB_TABLE_MISSING", false],
    ["Invalid input, something else", "LANCEDB_FAILED", false],
  ])("%s: %s", (text, code, isRetryable) => {
    expect(lanceDbError(new Error(text), "write")).toMatchObject({ code, isRetryable, name: "LanceDbError" });
  });

  it("lose the places in LanceDB's source and the repetitions, and keep their cause", () => {
    const cause = new Error(
      "lance error: Bad thing: x=1, /usr/src/a.rs:1:2  Caused by: Bad thing: x=1, /usr/src/a.rs:1:2",
    );
    const error = lanceDbError(cause, "drop the table a/b");
    expect(error.message).toBe("Could not drop the table a/b: Bad thing: x=1");
    expect(error.cause).toBe(cause);
    expect(LanceDbError.isInstance(error)).toBe(true);
    expect(lanceDbError(error, "again")).toBe(error);
  });
});
