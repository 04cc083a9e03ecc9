import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";
import { Screen } from "../testing/screen.ts";

let project: Project;
let screen: Screen | undefined;

beforeEach(() => {
  project = new Project({
    "main.ts": `
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as coco from "@coco/core";

const size = coco.fn({ memo: true }, async function size(text: string) { return text.length; });
async function look(text: string): Promise<void> {
  await size(text);
  if (text.startsWith("slow")) while (!existsSync("go")) await sleep(20);
  if (text.startsWith("noisy")) for (let line = 1; line <= 30; line++) { console.log("noise " + line); await sleep(5); }
  if (text.startsWith("bad")) throw new Error("bad text");
}
const texts = (process.env["TEXTS"] ?? "slow one").split(",").map((text, index) => [index, text] as const);
coco.app("Look", () => coco.statsGroup("Texts", () => coco.mountEach(texts, look)));
`,
  });
});
afterEach(() => {
  screen?.kill();
  screen = undefined;
  project.dispose();
});

const start = (texts: string, size?: { columns?: number; rows?: number }): Screen =>
  (screen = new Screen(project.folder, ["update"], { TEXTS: texts, COCO_MAX_IN_FLIGHT: "4", NO_COLOR: "1" }, size));
const headings = (lines: readonly string[]): number => lines.filter((line) => /^Look {2}\d/.test(line)).length;
const shows = (what: string) => (lines: readonly string[]) => lines.some((line) => line.includes(what));

describe("progress on a terminal", () => {
  it("shows what runs, what is known to be left, calls and groups; then the summary stands alone", async () => {
    const shown = start("slow one,slow two,slow three,slow four,a,b,c,bad", { columns: 100 });
    const lines = await shown.until(shows("4 waiting"));
    expect(lines[0]).toMatch(/^Look {2}[\d.]+ m?s {2}0 of 8$/);
    expect(lines.slice(1).map((line) => line.replaceAll(/ {2,}/g, "  ").trim())).toEqual([
      "main  1 running",
      "look  4 running  4 waiting",
      "size()  4 ran",
      "[Texts]  4 running  4 waiting",
    ]);
    project.write({ go: "" });
    expect(await shown.ended).toBe(1);
    const end = shown.lines();
    expect(headings(end)).toBe(0);
    expect(end[0]).toMatch(/^Look: done with failures in/);
    expect(end).toEqual(expect.arrayContaining([expect.stringMatching(/^ {2}Texts +7 +1$/)]));
  });

  it("is never half painted: each frame replaces the one before in one write", async () => {
    const shown = start("slow one,a,b,c");
    await shown.until(shows("running"));
    await shown.until((lines) => lines.some((line) => /^Look {2}[1-9]\.\d s/.test(line))); // the clock went on
    project.write({ go: "" });
    await shown.ended;
    const frames = shown.shown.split("\u001B[?2026h").slice(1);
    expect(frames.length).toBeGreaterThan(2);
    for (const frame of frames.slice(0, -1)) {
      // Up to the top, then lines that erase their own ends: nothing is blank before it is painted anew.
      expect(frame).toMatch(
        // oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what is looked for.
        /^(?:\u001B\[\d+F)?Look[^\n]*\u001B\[K\r?\n(?:[^\n]*\u001B\[K\r?\n)*\u001B\[J\u001B\[\?2026l/,
      );
    }
  });

  it("leaves what the app prints above it, whole and in order", async () => {
    const shown = start("slow one,noisy");
    await shown.until(shows("noise 30"));
    await shown.until((lines) => headings(lines) === 1);
    project.write({ go: "" });
    await shown.ended;
    const noise = shown.lines().filter((line) => line.startsWith("noise"));
    expect(noise).toEqual(Array.from({ length: 30 }, (_, at) => `noise ${at + 1}`));
    expect(headings(shown.lines())).toBe(0);
  });

  it("fits a terminal that is narrow, low, and becomes narrower and wider while it works", async () => {
    const shown = start("slow one,slow two,slow three,slow four,a,b,c,d", { columns: 100, rows: 12 });
    await shown.until(shows("waiting"));
    for (const [columns, rows] of [
      [38, 12],
      [24, 6],
      [60, 5],
      [100, 12],
    ] as const) {
      shown.resize(columns, rows);
      await shown.until(() => {
        const lines = shown.visible();
        return headings(lines) === 1 && shows("running")(lines) && fits(lines, columns, rows);
      });
    }
    project.write({ go: "" });
    await shown.ended;
    expect(headings(shown.visible())).toBe(0);
  });

  it("stops in good order on Ctrl-C, and says what was left", async () => {
    const shown = start("slow one,slow two,slow three,slow four,a,b,c,d,e", { columns: 100 });
    await shown.until(shows("5 waiting"));
    shown.type("\u0003");
    await shown.until(shows("Stopping: nothing new is begun"));
    project.write({ go: "" });
    expect(await shown.ended).toBe(130);
    expect(shown.lines()).toEqual(
      expect.arrayContaining([
        "Left to do: 5 items of look.",
        "What was done is kept. The same command goes on from here.",
      ]),
    );
  });
});

describe("progress of a live update", () => {
  beforeEach(() => {
    project.write({
      "live.ts": `
import * as coco from "@coco/core";
const source = new coco.LiveMap("texts", [["a", "a"], ["b", "b"]]);
coco.app("Live", () => coco.mountEach(source, async function look(text: string) {}));
process.on("SIGUSR2", () => void source.set("c", String(Date.now())));
`,
    });
  });

  it("says on a terminal that it follows, since when, and what came since; Ctrl-C ends it", async () => {
    const shown = (screen = new Screen(
      project.folder,
      ["update", "live.ts", "-L"],
      { NO_COLOR: "1" },
      { columns: 110 },
    ));
    await shown.until(shows("no change yet"));
    expect(shown.lines()[0]).toMatch(/^Live {2}following for \d+ s {2}no change yet$/);
    shown.signal("SIGUSR2");
    await shown.until(shows("last change"));
    await shown.until((lines) => lines[0]?.endsWith("since ready: 1 added") === true);
    shown.type("\u0003");
    expect(await shown.ended).toBe(130);
    expect(shown.lines().some((line) => line.startsWith("Live: stopped after"))).toBe(true);
  });

  it("says in a pipe when it is up to date, and each change in a line", async () => {
    const running = project.start(["update", "live.ts", "--live"]);
    await running.says("Live: up to date after");
    running.kill("SIGUSR2");
    await running.says("Live: 1 added");
    running.kill("SIGUSR2");
    await running.says("Live: 1 reprocessed");
    running.kill("SIGTERM");
    const { code, out } = await running.ended;
    expect(code).toBe(143);
    expect(out).toMatch(/^Live: stopped after/);
  });
});

/** Whether the block is cut to the terminal: no line of it was broken, and it is not higher than the screen. */
function fits(lines: readonly string[], columns: number, rows: number): boolean {
  const block = lines.slice(lines.findIndex((line) => line.startsWith("Look ")));
  return block.every((line) => line.length < columns && /^(?:Look| )/.test(line)) && block.length < rows;
}
