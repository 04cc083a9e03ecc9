import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;
beforeEach(() => {
  project = Project.shouting();
});
afterEach(() => project.dispose());

type Line = Readonly<Record<string, unknown>> & { readonly event: string };
const linesOf = (out: string): Line[] =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
const events = (out: string): string[] => linesOf(out).map(({ event }) => event);

describe("coco update --log json", () => {
  it("prints one object a line: started, progress, failures as they come, finished", async () => {
    const { code, err, out } = await project.coco(["update", "--log", "json"], { FAIL_ON: "a.txt" });
    expect([code, err]).toEqual([1, ""]);
    const lines = linesOf(out);
    for (const line of lines) {
      expect(Object.keys(line).slice(0, 4)).toEqual(["time", "level", "event", "app"]);
      expect(line["app"]).toBe("Shout");
      expect(new Date(line["time"] as string).toISOString()).toBe(line["time"]);
    }
    expect(lines[0]).toMatchObject({ event: "started", level: "info", environment: "default", live: false });
    expect(lines.find(({ event }) => event === "failure")).toMatchObject({
      level: "error",
      path: "@copy/a.txt",
      function: "copy",
      kind: "mountEach",
      handled: false,
      error: { name: "Error", code: null, message: "cannot shout a.txt", hint: null },
    });
    const last = lines.at(-1);
    expect(last).toMatchObject({
      event: "finished",
      level: "error",
      exitCode: 1,
      status: "failed",
      timedOut: false,
      failures: 1,
      components: { copy: { added: 1, failed: 1, reprocessed: 0, unchanged: 0, running: 0 } },
      targets: { "files of out": { written: 1, deleted: 0 } },
    });
  });

  it("tells of a signal, and how far the update came", async () => {
    const running = project.start(["update", "--log", "json"], { WAIT_ON: "b.txt" });
    await running.says("waiting in b.txt");
    running.kill("SIGTERM");
    await running.prints('"event":"stopping"');
    project.write({ go: "" });
    const { code, err, out } = await running.ended;
    expect([code, err]).toEqual([143, "waiting in b.txt\n"]);
    const lines = linesOf(out);
    expect(lines.find(({ event }) => event === "stopping")).toMatchObject({ level: "warn", signal: "SIGTERM" });
    expect(lines.at(-1)).toMatchObject({ event: "finished", level: "warn", status: "stopped", exitCode: 143 });
  });

  it("tells of an update that cannot be made", async () => {
    project.write({ ".coco/state.db": "not a database at all, but long enough to be read as one. ".repeat(20) });
    const { code, err, out } = await project.coco(["update", "--log", "json"]);
    expect(code).toBe(1);
    expect(events(out)).toEqual(["started", "error"]);
    expect(linesOf(out)[1]).toMatchObject({
      level: "error",
      error: { code: expect.any(String), hint: expect.any(String) },
    });
    expect(err).toContain("cannot be used as a state store");
  });

  it("leaves progress out with --quiet, and goes neither with --json nor with another format", async () => {
    const { out } = await project.coco(["update", "--log", "json", "-q"]);
    expect(events(out)).toEqual(["started", "finished"]);
    for (const [args, message] of [
      [["--log", "xml"], '--log takes json, not "xml"'],
      [["--log", "json", "--json"], "both print data"],
    ] as const) {
      const refused = await project.coco(["update", ...args]);
      expect([refused.code, refused.out]).toEqual([2, ""]);
      expect(refused.err).toContain(message);
    }
  });

  it("tells of a live update when it is ready, and of what it does then", async () => {
    project.write({
      "live.ts": `
import * as coco from "@coco/core";
const source = new coco.LiveMap("texts", [["a", "a"]]);
async function look(text: string) { if (text === "bad") throw new Error("bad text"); }
coco.app("Live", () => coco.mountEach(source, look));
process.on("SIGUSR2", () => void source.set("b", "bad"));
`,
    });
    const running = project.start(["update", "live.ts", "-L", "--log", "json"]);
    await running.prints('"event":"ready"');
    running.kill("SIGUSR2");
    await running.prints('"event":"failure"');
    running.kill("SIGINT");
    const { code, out } = await running.ended;
    expect(code).toBe(130);
    const lines = linesOf(out);
    expect(lines.find(({ event }) => event === "failure")).toMatchObject({ path: "@look/b", kind: expect.any(String) });
    expect(lines.at(-1)).toMatchObject({ event: "finished", status: "stopped" });
  });
});
