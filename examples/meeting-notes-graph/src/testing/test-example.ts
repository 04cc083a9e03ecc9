import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const NOTES = path.resolve(import.meta.dirname, "..", "..", "notes");

/** What all examples over one store or another have to show: registers the tests for the one in that folder. */
export function testExample(
  example: string,
  start: () => Promise<{ readonly url: string; stop(): Promise<void> }>,
): void {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-meetings-"));
  const notes = path.join(folder, "notes");
  const command = path.join(example, "node_modules", "@coco", "cli", "bin", "coco.mjs");
  let server: Awaited<ReturnType<typeof start>> | undefined;

  const run = async (...args: string[]): Promise<string> => {
    const environment = {
      ...process.env,
      GRAPH_URL: server?.url,
      COCO_DB: path.join(folder, "state.db"),
      FORCE_COLOR: "0",
      LLM_API_KEY: "",
    };
    const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=coco-source", ...args], {
      cwd: example,
      env: environment,
    });
    return stdout;
  };
  const update = () => run(command, "update", "main.ts", "--set", `dir=${notes}`, "--quiet");
  const report = async (): Promise<string[]> => (await run("report.ts")).trimEnd().split("\n");
  const edit = (file: string, before: string, after: string): void => {
    const place = path.join(notes, file);
    const text = readFileSync(place, "utf8");
    expect(text).toContain(before);
    writeFileSync(place, text.replace(before, after));
  };

  beforeAll(async () => {
    cpSync(NOTES, notes, { recursive: true });
    server = await start();
  }, 300_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("makes one graph of all notes, in which a person is one whichever way the name is written", {
    timeout: 180_000,
  }, async () => {
    await update();
    expect(await report()).toEqual([
      "3 meetings, 4 people, 7 tasks",
      "Ann Lee: 2 meetings, 2 as host; to do: write the menu (2026-11-20); write the menu in two languages",
      "Bob Ortiz: 3 meetings, 0 as host; to do: compare two ovens (2026-11-16)",
      "Cid Novak: 2 meetings, 0 as host; to do: nothing",
      "Dana Petrova: 2 meetings, 1 as host; to do: compare two ovens (2026-11-16); order the small oven (2026-11-19)",
    ]);
  });

  it("follows what changes in the notes, and nothing else", { timeout: 180_000 }, async () => {
    edit("kitchen.md", "- [ ] Dana: order", "- [x] Dana: order");
    renameSync(path.join(notes, "weekly.md"), path.join(notes, "planning.md"));
    await update();
    expect((await report()).at(-1)).toBe("Dana Petrova: 2 meetings, 1 as host; to do: compare two ovens (2026-11-16)");
  });

  it("forgets the people and tasks of notes that are gone, and keeps who is met elsewhere", {
    timeout: 180_000,
  }, async () => {
    rmSync(path.join(notes, "planning.md"));
    await update();
    expect(await report()).toEqual([
      "1 meetings, 3 people, 3 tasks",
      "Bob: 1 meetings, 0 as host; to do: nothing",
      "Dana Petrova: 1 meetings, 1 as host; to do: nothing",
      "cid novak: 1 meetings, 0 as host; to do: nothing",
    ]);
  });

  it("leaves nothing behind when it is dropped", { timeout: 180_000 }, async () => {
    await run(command, "drop", "main.ts", "--yes");
    expect(await report()).toEqual(["0 meetings, 0 people, 0 tasks"]);
  });
}
