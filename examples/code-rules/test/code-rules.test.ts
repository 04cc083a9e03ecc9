import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "coco-rules-"));
const code = path.join(folder, "code");
const rules = path.join(folder, "rules.yml");

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** Runs a program of the example in a folder that holds the code, the table and the state. */
function run(program: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, COCO_DB: path.join(folder, "state.db") };
  const command = ["--conditions=coco-source", path.join(EXAMPLE, program), ...args];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, { cwd: folder, env }, (error, out, problem) =>
      problem === "" ? resolve({ code: error === null ? 0 : Number(error.code), out }) : reject(new Error(problem)),
    );
  });
}

async function update(): Promise<unknown> {
  return JSON.parse((await run("test/update.ts", code, rules)).out);
}

function edit(file: string, before: string, after: string): void {
  const text = readFileSync(file, "utf8");
  expect(text).toContain(before);
  writeFileSync(file, text.replace(before, after));
}

beforeAll(() => {
  cpSync(path.join(EXAMPLE, "sample"), code, { recursive: true });
  cpSync(path.join(EXAMPLE, "rules.yml"), rules);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the example", () => {
  it("finds violations once", async () => {
    const first = { status: "done", ran: 2, unchanged: 0, checked: 4, remembered: 0, written: 4, deleted: 0 };
    expect(await update()).toEqual(first);
    expect(await update()).toEqual({ ...first, ran: 0, unchanged: 2, checked: 0, written: 0 });
    expect(await run("report.ts")).toEqual({
      code: 1,
      out: [
        "orders.ts:4: warning: readFileSync blocks every other request while this function waits. [no-sync-io-in-async]",
        "orders.ts:5: error: parseInt(count) guesses the radix. [no-parse-int-without-radix]",
        "orders.ts:6: warning: wanted.at(-1) says the same. [prefer-at]",
        "retry.py:5: error: This catches KeyboardInterrupt, too. [no-bare-except]",
        "4 violations\n",
      ].join("\n"),
    });
  });

  it("checks only an edited rule again", async () => {
    edit(rules, "says the same.", "is shorter.");
    expect(await update()).toMatchObject({ checked: 1, remembered: 3, written: 1, deleted: 0 });
  });

  it("checks only an edited file again, and forgets what was put right", async () => {
    edit(path.join(code, "orders.ts"), "parseInt(count)", "Number.parseInt(count, 10)");
    expect(await update()).toMatchObject({ ran: 1, unchanged: 1, checked: 3, remembered: 0, deleted: 2, written: 1 });
    edit(rules, "  - id: no-bare-except", "  - id: bare-except");
    expect(await update()).toMatchObject({ checked: 1, remembered: 3, written: 1, deleted: 1 });
  });
});
