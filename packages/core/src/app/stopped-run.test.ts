import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { chooseInstant } from "../testing/crash/choose-instant.ts";
import { firstWorld, movedWorld, nextWorld } from "../testing/crash/crash-edits.ts";
import { endWell } from "../testing/crash/crash-end.ts";
import { runCrashApp } from "../testing/crash/crash-run.ts";
import type { TargetContent } from "../testing/crash/crash-target.ts";
import type { CrashWorld } from "../testing/crash/crash-world.ts";
import { openFilesTarget as open } from "../testing/crash/files-target.ts";
import { Instants } from "../testing/crash/instants.ts";
import { Random } from "../testing/crash/random.ts";

let folder: string;
let origin: string;
let content: TargetContent;
let first: CrashWorld;
let last: CrashWorld;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "coco-stopped-"));
  origin = path.join(folder, "origin");
  const random = new Random(11);
  first = firstWorld(random);
  last = movedWorld(nextWorld(first, random));
  content = await endWell(origin, first, open, { content: undefined, worlds: [] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copy(): string {
  const data = path.join(folder, "data");
  rmSync(data, { recursive: true, force: true });
  cpSync(origin, data, { recursive: true });
  return data;
}

describe("a run that is stopped (R4)", () => {
  it("ends at whatever instant it is told, and the next one goes on from there", { timeout: 120_000 }, async () => {
    const stopped: number[] = [];
    for (let at = 1; at < 200; at += 3) {
      const data = copy();
      const controller = new AbortController();
      const instants = new Instants();
      let seen = 0;
      instants.onPass = (count) => {
        if (count === at) controller.abort(new Error("the process received SIGTERM"));
        seen = count;
      };
      const run = await runCrashApp(data, last, open, { instants, signal: controller.signal });
      expect(run.failures).toEqual([]);
      if (run.status === "stopped") stopped.push(at);
      await endWell(data, last, open, { content, worlds: [first] });
      if (seen < at) break; // all of it was done before it was to be stopped
    }
    expect(stopped.length).toBeGreaterThan(3);
  });

  it("is the same, whatever the clock says: it may go back years between two runs, and while one goes on", async () => {
    const data = copy();
    const at = await chooseInstant(data, last, { kind: 0.5, at: 0.5 }, open);
    const controller = new AbortController();
    const instants = new Instants();
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      vi.setSystemTime(new Date("2039-01-01"));
      instants.onPass = (count) => {
        if (count !== at) return;
        vi.setSystemTime(new Date("2001-01-01"));
        controller.abort(new Error("stopped"));
      };
      await runCrashApp(data, last, open, { instants, signal: controller.signal });
      vi.setSystemTime(new Date("1999-12-31"));
      await endWell(data, last, open, { content, worlds: [first] });
      vi.setSystemTime(new Date("2020-01-01"));
      await endWell(data, first, open, { content, worlds: [first, last] });
    } finally {
      vi.useRealTimers();
    }
  });
});
