import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endWell } from "../testing/crash/crash-end.ts";
import { sweepOf } from "../testing/crash/crash-life.ts";
import { runCrashApp, storeFile } from "../testing/crash/crash-run.ts";
import type { TargetContent } from "../testing/crash/crash-target.ts";
import { rowsOf } from "../testing/crash/crash-world.ts";
import { openFilesTarget as open } from "../testing/crash/files-target.ts";
import { Instants } from "../testing/crash/instants.ts";

const PROGRAM = fileURLToPath(new URL("../testing/crash/one-run-process.ts", import.meta.url));
const SEED = 40;
const { first, last } = sweepOf(SEED);

let folder: string;
let origin: string;
let content: TargetContent;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "coco-full-"));
  chmodSync(folder, 0o755);
  origin = path.join(folder, "origin");
  content = await endWell(origin, first, open, { content: undefined, worlds: [] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copy(): string {
  const data = path.join(folder, "data");
  rmSync(data, { recursive: true, force: true });
  cpSync(origin, data, { recursive: true });
  return data;
}

/** What both worlds have stays in the target, whatever fails. */
async function expectNothingLost(data: string): Promise<void> {
  const target = await open(data, new Instants());
  const { rows } = await target.content();
  target.close();
  const now = rowsOf(last);
  const kept = [...rowsOf(first).keys()].filter((row) => now.has(row) && isSameTable(row));
  expect(kept.filter((row) => !(row in rows))).toEqual([]);
}

function isSameTable(row: string): boolean {
  const table = row.slice(0, row.lastIndexOf("/"));
  return first.tables[table]?.schema === last.tables[table]?.schema;
}

describe("a place that takes no more", () => {
  it("files that cannot grow: an error that says what to do, or none; the next run goes on", {
    timeout: 120_000,
  }, async () => {
    const size = statSync(storeFile(origin)).size;
    const env = { ...process.env, NODE_COMPILE_CACHE: "", COCO_PROVE_KILLS: "" };
    const codes = new Set<string>();
    for (const share of [0, 0.5, 1, 1.1]) {
      const data = copy();
      // In blocks of 512 bytes: no file may be longer, as on a disk that is full.
      const command = `ulimit -f ${Math.floor((size * share) / 512)}; exec "$0" "$@"`;
      const { status, stderr, stdout } = spawnSync(
        "sh",
        ["-c", command, process.execPath, PROGRAM, data, String(SEED)],
        { encoding: "utf8", env },
      );
      expect(status, stderr).toBe(0);
      for (const { code, hint } of JSON.parse(stdout) as { code: string; hint?: string }[]) {
        codes.add(code);
        if (code.startsWith("STORE_")) expect(hint).toBeTruthy();
      }
      await expectNothingLost(data);
      await endWell(data, last, open, { content, worlds: [first] });
    }
    expect([...codes].some((code) => code.startsWith("STORE_"))).toBe(true);
  });

  it("a store that may not be written: an error that says so, and nothing is touched", async () => {
    const data = copy();
    const before = statSync(storeFile(data));
    chmodSync(storeFile(data), 0o444);
    chmodSync(data, 0o555);
    const root = process.geteuid?.() === 0; // whom no mode stops
    if (root) process.seteuid?.(65_534);
    try {
      await expect(runCrashApp(data, last, open)).rejects.toMatchObject({
        code: "STORE_NOT_WRITABLE",
        hint: expect.stringContaining("right to write") as string,
      });
    } finally {
      if (root) process.seteuid?.(0);
      chmodSync(data, 0o755);
      chmodSync(storeFile(data), 0o644);
    }
    expect(statSync(storeFile(data)).mtimeMs).toBe(before.mtimeMs);
    await expectNothingLost(data);
    await endWell(data, last, open, { content, worlds: [first] });
  });
});
