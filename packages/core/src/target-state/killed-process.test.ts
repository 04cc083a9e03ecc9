import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { proofSeed, proofSize } from "../testing/proof.ts";
import { history } from "../testing/world/random-history.ts";
import type { Item, TableName, Way } from "../testing/world/world.ts";
import type { Edit } from "../testing/world/world-edits.ts";
import { WorldRun } from "../testing/world/world-run.ts";

const PROGRAM = fileURLToPath(new URL("../testing/world/killed-process.ts", import.meta.url));
const RANDOM_PROGRAMS = proofSize("COCO_PROVE_KILLED_PROGRAMS", 6);
const SEED = proofSeed();
const AT_ONCE = 4;

function table(name: TableName, schema = "v1.ab", place = ""): Edit {
  return { edit: "table", table: name, schema, place };
}

function item(name: string, rows: Record<string, string>, more: Partial<Item> = {}, way: Way = "direct"): Edit {
  const declared = Object.entries(rows).map(([row, value]) => {
    const [in_ = "", key = ""] = row.split("/");
    return { table: in_ as TableName, key, value, way };
  });
  return { edit: "item", name, rows: declared, ...more };
}

const base: readonly Edit[] = [
  table("t0"),
  table("mine"),
  { edit: "group", group: "g" },
  table("g.t2"),
  { edit: "index", table: "t0", index: "i", spec: "flat" },
  item("c", { "t0/k1": "red", "mine/k1": "red" }, {}, "id"),
  item("a", { "g.t2/k1": "blue" }),
  item("a/a", { "t0/k2": "red" }, {}, "part"),
  item("a/a/a", { "t0/k3": "red", "mine/k3": "red" }, { kind: "closure" }),
];

const edits: Record<string, readonly Edit[]> = {
  "values change": [
    item("c", { "t0/k1": "blue", "mine/k1": "blue" }, {}, "id"),
    { edit: "version", of: "node", version: 2 },
  ],
  "rows move between items": [
    item("c", { "t0/k2": "red" }, {}, "id"),
    item("a/a", { "t0/k1": "red", "mine/k1": "blue" }, {}, "part"),
  ],
  "items are renamed, and those above others go": [
    { edit: "rename", from: "a/a", to: "b/a" },
    { edit: "rename", from: "a", to: "b" },
  ],
  "a table is rebuilt": [table("t0", "v2.a")],
  "a group is rebuilt": [{ edit: "group", group: "g", schema: "v2.a" }],
  "a table loses a column": [table("t0", "v1.a")],
  "tables go": [
    { edit: "drop table", table: "t0" },
    { edit: "drop table", table: "mine" },
    { edit: "drop group", group: "g" },
  ],
  "a table is mounted elsewhere": [
    table("t0", "v1.ab", "setup"),
    { edit: "index", table: "t0", index: "i", spec: "deep" },
  ],
};

const random = fc
  .sample(history, { numRuns: RANDOM_PROGRAMS, seed: SEED })
  .map((steps) => steps.map((step) => step.edits));

describe(`a process killed before any of its writes (T3, T4)`, () => {
  let folder: string;
  let compileCache: string;

  beforeAll(async () => {
    compileCache = mkdtempSync(path.join(tmpdir(), "coco-compiled-"));
    await runProcess(mkdtempSync(path.join(compileCache, "first-")), [], 0);
  });
  afterAll(() => rmSync(compileCache, { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "coco-killed-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the program for these edits in a process; gives the number of its writes, or nothing when it was killed. */
  async function runProcess(place: string, all: readonly Edit[], killedBefore: number): Promise<number | undefined> {
    const file = path.join(place, "edits.json");
    writeFileSync(file, JSON.stringify(all));
    const args = [PROGRAM, place, file, String(killedBefore)];
    return new Promise((resolve, reject) => {
      const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }; // a process starts in half the time
      execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
        if (error === null) resolve(Number(stdout));
        else if (error.signal === "SIGKILL") resolve(undefined);
        else reject(new Error(stderr));
      });
    });
  }

  async function recover(place: string, all: readonly Edit[]): Promise<void> {
    const run = new WorldRun({ folder: place });
    run.edit(all);
    await run.recover();
  }

  async function killEverywhere(before: readonly Edit[], after: readonly Edit[]): Promise<number> {
    const origin = path.join(folder, "origin");
    const first = new WorldRun({ folder: origin });
    first.edit(before);
    await first.run();
    let killed = 0;
    let recovered: Promise<void> = Promise.resolve(); // one after another: the last target made is the one of its name
    let next = 1;
    let writes = Number.POSITIVE_INFINITY;
    const worker = async (): Promise<void> => {
      for (let at = next++; at <= writes; at = next++) {
        const place = path.join(folder, `killed-${at}`);
        cpSync(origin, place, { recursive: true });
        const done = await runProcess(place, [...before, ...after], at);
        if (done !== undefined) writes = done;
        else killed += 1;
        recovered = recovered.then(() => recover(place, [...before, ...after]));
        await recovered;
        rmSync(place, { recursive: true, force: true });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return killed;
  }

  const cases = [
    ["everything is new", [], base] as const,
    ...Object.entries(edits).map(([name, edit]) => [name, base, edit] as const),
    ...random.map(
      ([first = [], ...later], index) => [`random program ${index + 1} of seed ${SEED}`, first, later.flat()] as const,
    ),
  ];
  let kills = 0;
  it.each(cases)(
    "leaves nothing that the next run does not mend: %s",
    { timeout: 600_000 },
    async (_name, before, after) => {
      kills += await killEverywhere(before, after);
    },
  );

  it("was tried often enough to mean something", () => {
    expect(kills).toBeGreaterThan(10 * cases.length);
  });
});
