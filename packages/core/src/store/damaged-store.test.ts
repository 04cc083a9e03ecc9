import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CocoError } from "@coco/connectorkit";
import { firstWorld, nextWorld } from "../testing/crash/crash-edits.ts";
import type { CrashWorld } from "../testing/crash/crash-world.ts";
import { DamagedStore, type DamageOutcome } from "../testing/crash/damaged-store.ts";
import { cutOff, flipBits, harmEntry, mergeJournal, overwrite } from "../testing/crash/harm.ts";
import { Random } from "../testing/crash/random.ts";
import { proofSeed, proofSize } from "../testing/proof.ts";

const SEED = proofSeed();
const TIMES = Math.max(8, Math.round(proofSize("COCO_PROVE_KILLS", 80) / 10));
const TABLES = [
  "component",
  "function_memo",
  "app_memo",
  "owner",
  "owner_component",
  "owner_journal",
  "dependency_set",
  "module_declarations",
  "range_digest",
  "setting",
];

describe("a damaged store takes nothing from targets", () => {
  let folder: string;
  let store: DamagedStore;
  let worlds: CrashWorld[];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "coco-damaged-"));
    const random = new Random(SEED);
    const first = firstWorld(random);
    store = await DamagedStore.of(folder, first);
    worlds = [first, nextWorld(first, random), nextWorld(first, random)];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Damages it many times, each time by another seed, and runs the same or another world over it. */
  async function often(damage: (file: string, random: Random) => void, logged = false): Promise<DamageOutcome[]> {
    const outcomes: DamageOutcome[] = [];
    for (let at = 0; at < TIMES; at++) {
      const random = new Random(SEED + at);
      const world = random.pick(worlds);
      const outcome = await store.run(world, (file) => damage(file, random), logged);
      const context = `seed ${SEED + at}: ${outcome.log.join("\n")}`;
      expect([outcome.lost, outcome.wrong], context).toEqual([[], []]);
      // Whatever is thrown is an error of the store that says what to do.
      for (const error of [outcome.thrown, ...outcome.failures]) {
        if (error !== undefined)
          expect(
            CocoError.isInstance(error) && error.hint,
            `${context} ${error instanceof Error ? error.message : "no error"}`,
          ).toBeTruthy();
      }
      outcomes.push(outcome);
    }
    return outcomes;
  }

  /** What was written and is not followed any more: said in the log, or found by a check. */
  function expectSaid(outcomes: readonly DamageOutcome[]): void {
    for (const { findings, left, log, thrown, failures } of outcomes) {
      if (left.length > 0 && thrown === undefined && failures.length === 0)
        expect([...log, ...findings.map(({ message }) => message)], left.join()).not.toEqual([]);
    }
  }

  it("where bits of its file are flipped", { timeout: 600_000 }, async () => {
    expectSaid(await often(flipBits));
  });

  it("where parts of its file are rubbish", { timeout: 600_000 }, async () => {
    const outcomes = await often(overwrite);
    expectSaid(outcomes);
    // Some of it is met by the run, or by the check after it.
    expect(outcomes.some(({ findings, thrown }) => thrown !== undefined || findings.length > 0)).toBe(true);
  });

  it("where its file is cut off at any length", { timeout: 600_000 }, async () => {
    for (const { thrown } of await often(cutOff)) {
      if (thrown !== undefined) expect(thrown).toMatchObject({ code: "STORE_CORRUPT" });
    }
  });

  it.each([
    ["cut off", cutOff],
    ["flipped here and there", flipBits],
    ["partly rubbish", overwrite],
  ])("where the log beside it is %s: it is then as some commits ago", { timeout: 600_000 }, async (_how, damage) => {
    for (const { thrown, failures } of await often((file, random) => damage(`${file}-wal`, random), true))
      expect([thrown, failures]).toEqual([undefined, []]);
  });

  it.each(TABLES)("where an entry of %s is not what was written", { timeout: 600_000 }, async (table) => {
    const outcomes = await often((file, random) => {
      if (table === "owner" || table === "owner_component") mergeJournal(file);
      harmEntry(file, table, random);
    });
    for (const { failures, thrown } of outcomes) expect([thrown, failures]).toEqual([undefined, []]);
    expectSaid(outcomes);
  });
});
