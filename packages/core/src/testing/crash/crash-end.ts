import { deepEqual } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkStore } from "../check-store.ts";
import { CRASH_APP, runCrashApp, storeFile } from "./crash-run.ts";
import type { OpenCrashTarget, RowValue, TargetContent } from "./crash-target.ts";
import { type CrashWorld, rowsOf } from "./crash-world.ts";
import { Instants } from "./instants.ts";

/** What is known of the time since everything was in order for the last time. */
export interface Since {
  /** What the target held then. */
  readonly content: TargetContent | undefined;
  /** The worlds that were run since, and the one before. */
  readonly worlds: readonly CrashWorld[];
}

/** Runs the program in peace, then checks everything; gives what the target holds. Throws when something is not right. */
export async function endWell(
  folder: string,
  world: CrashWorld,
  open: OpenCrashTarget,
  since: Since,
): Promise<TargetContent> {
  const before = await checkStore(storeFile(folder), CRASH_APP, false).catch(noStore);
  deepEqual(before.problems, [], "what the process left behind contradicts itself");
  const run = await runCrashApp(folder, world, open);
  deepEqual(run.failures, [], "the next run failed");
  const { content, log } = await look(folder, open);
  const oracle = await fromScratch(world, open);
  deepEqual(withoutNumbers(content), withoutNumbers(oracle), "the target is not what a run from scratch makes");
  checkNumbers(content, oracle);
  checkNumbersKept(content, { content: since.content, worlds: [...since.worlds, world] });
  const { problems, tracked } = await checkStore(storeFile(folder), CRASH_APP, true);
  deepEqual(problems, [], "the store is not in order");
  if (tracked.length !== content.tracked)
    throw new Error(`${content.tracked} target states are there, and the store knows of ${tracked.join(", ")}`);
  checkLog(log, [...since.worlds, world]);
  const again = await runCrashApp(folder, world, open);
  const afterwards = await look(folder, open);
  deepEqual(
    { ...again, actions: afterwards.log.slice(log.length) },
    { status: "done", failures: [], errors: [], ran: [], commits: 0, actions: [] },
    "a run in which nothing changed did something",
  );
  return content;
}

/** Deletes all that the app wrote, and checks that nothing is left. */
export async function endWithDrop(folder: string, world: CrashWorld, open: OpenCrashTarget): Promise<void> {
  await runCrashApp(folder, world, open, { drop: true });
  const { content } = await look(folder, open);
  deepEqual(content, { rows: {}, tables: [], indexed: [], tracked: 0 }, "the drop left something");
  deepEqual(await checkStore(storeFile(folder), CRASH_APP, true), { problems: [], tracked: [] });
}

async function look(
  folder: string,
  open: OpenCrashTarget,
): Promise<{ content: TargetContent; log: readonly string[] }> {
  const target = await open(folder, new Instants());
  try {
    return { content: await target.content(), log: target.log() };
  } finally {
    target.close();
  }
}

/** What a run of the program makes where nothing ever ran. */
async function fromScratch(world: CrashWorld, open: OpenCrashTarget): Promise<TargetContent> {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-oracle-"));
  try {
    deepEqual((await runCrashApp(folder, world, open)).failures, []);
    const { content } = await look(folder, open);
    deepEqual(
      Object.keys(content.rows).sort(),
      [...rowsOf(world).keys()].sort(),
      "a run from scratch gives other rows",
    );
    return content;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Numbers are handed out in the order of events: two runs agree on them up to renaming (T12). */
function withoutNumbers(content: TargetContent): unknown {
  const rows = Object.entries(content.rows).map(([name, row]) => [name, { ...row, number: row.number > 0 }]);
  const { tables, indexed } = content;
  return { rows, tables, indexed };
}

function checkNumbers(content: TargetContent, oracle: TargetContent): void {
  const renamed = new Map<number, number>();
  const used = new Set<number>();
  for (const [name, row] of Object.entries(content.rows)) {
    if (row.number === 0) continue;
    const inOracle = (oracle.rows[name] as RowValue).number;
    const known = renamed.get(inOracle);
    if (known === undefined ? used.has(row.number) : known !== row.number)
      throw new Error(`${name} has the number ${row.number} of another row`);
    renamed.set(inOracle, row.number);
    used.add(row.number);
  }
}

/** What the same component declares in every world keeps its number. */
function checkNumbersKept(content: TargetContent, since: Since): void {
  const [first, ...later] = since.worlds.map(rowsOf);
  for (const [name, by] of first ?? []) {
    const [before, now] = [since.content?.rows[name]?.number, content.rows[name]?.number];
    if (before !== undefined && before !== now && later.every((rows) => rows.get(name) === by))
      throw new Error(`${name} had the number ${before}, and has ${now}`);
  }
}

/** What stands in every world is never deleted in between (T4). */
function checkLog(log: readonly string[], worlds: readonly CrashWorld[]): void {
  const names = worlds.map(rowsOf);
  for (const line of log) {
    const [verb = "", name = ""] = line.split(" ");
    if (verb === "delete" && names.every((one) => one.has(name)))
      throw new Error(`${name} was deleted, although it was always declared:\n${log.join("\n")}`);
    if (verb === "drop" && worlds.every(({ tables }) => name in tables))
      throw new Error(`${name} was dropped, although it was always declared:\n${log.join("\n")}`);
  }
}

/** A process may die before it has made a store. */
function noStore(error: unknown): { problems: string[] } {
  if ((error as { code?: unknown }).code === "STORE_NOT_FOUND") return { problems: [] };
  throw error;
}
