import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "./testing/project.ts";

const OPEN = 'import * as coco from "@coco/core";\nsetInterval(() => undefined, 1000);\n';

let project: Project;

beforeEach(() => {
  project = Project.shouting({ "a.txt": "one", "b.txt": "two", "c.txt": "three" });
});
afterEach(() => project.dispose());

describe("stopping an update", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("lets what runs finish on %s, ends with %i, and the next run goes on", async (signal, code) => {
    const running = project.start(["update"], { WAIT_ON: "b.txt" });
    await running.says("waiting in b.txt");
    running.kill(signal);
    await running.says("Stopping");
    project.write({ go: "" });
    const ended = await running.ended;
    expect(ended).toMatchObject({ code, signal: null });
    expect(ended.out).toContain("Shout: stopped after");
    expect(ended.out).not.toContain("failed:");
    expect(ended.out).toContain("What was done is kept.");

    expect((await project.coco(["update"])).code).toBe(0);
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO", "c.txt": "THREE" });
  });

  it("ends at once on the second SIGINT, and the next run recovers", async () => {
    const running = project.start(["update"], { WAIT_ON: "b.txt" });
    await running.says("waiting in b.txt");
    // What follows the first too closely is taken for the same one: go on until it ends.
    const again = setInterval(() => running.kill("SIGINT"), 100);
    const ended = await running.ended;
    clearInterval(again);
    expect(ended).toMatchObject({ code: 130, signal: null });
    expect((await project.coco(["update"])).code).toBe(0);
    expect(Object.keys(project.output()).sort()).toEqual(["a.txt", "b.txt", "c.txt"]);
  });

  it("says so when the app waits for something that never comes", async () => {
    project.write({
      "main.ts": 'import * as coco from "@coco/core";\ncoco.app("Stuck", () => new Promise(() => {}));',
    });
    const { code, err } = await project.coco(["update"]);
    expect(code).toBe(1);
    expect(err).toContain("A promise in the app's code never settles");
  });

  it("is not needed where the app leaves something open: the command ends when it is done", async () => {
    project.write({ "main.ts": `${OPEN}coco.app("Open", () => undefined);` });
    expect(await project.coco(["update"])).toMatchObject({ code: 0, err: "" });
  });

  it("is not what a reader does who has seen enough", async () => {
    const running = project.start(["update"]);
    running.closeOutput();
    expect(await running.ended).toMatchObject({ code: 0, err: "" });
    expect(Object.keys(project.output())).toHaveLength(3);
  });

  it("happens at once when code fails that nobody waits for: its own lines, what is missing, and the next run recovers", async () => {
    project.write({
      "lost.ts": 'import "./main.ts";\nsetTimeout(() => {\n  void Promise.reject(new Error("lost"));\n});\n',
    });
    const { code, err } = await project.coco(["update", "lost.ts"], { WAIT_ON: "b.txt" });
    expect(code).toBe(1);
    expect(err).toMatch(/^error: Error: lost\n {2}at .*lost\.ts:3:23\)?\n {2}Nobody was waiting for this/m);
    expect((await project.coco(["update"])).code).toBe(0);
    expect(Object.keys(project.output())).toHaveLength(3);
  });
});
