import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project, type Started } from "../testing/project.ts";

let project: Project;
let running: Started;

beforeEach(() => {
  project = Project.shouting({ "a.txt": "one ", "b.txt": "two" });
});
afterEach(async () => {
  running.kill("SIGTERM");
  await running.ended;
  project.dispose();
});

const APP = "memoized.ts";
const edit = (before: string, after: string): void => {
  const text = readFileSync(path.join(project.folder, APP), "utf8");
  expect(text).toContain(before);
  project.write({ [APP]: text.replace(before, after) });
};

describe("coco dev", () => {
  it("starts the app anew when its code changes, says what runs again, and keeps the memo", async () => {
    running = project.start(["dev", APP]);
    await running.says("Waiting for a change of the code.");
    expect(project.output()).toEqual({ "a.txt.0": "ONE", "b.txt.0": "TWO" });

    edit("clean(line).toUpperCase()", "clean(line).toLowerCase()");
    await running.says("coco dev: memoized.ts changed.");
    await running.says("plan: runs again\n  copyLines  2  function project:memoized#tidy changed\n");
    await running.saysTimes("Waiting for a change of the code.", 2);
    expect(project.output()).toEqual({ "a.txt.0": "one", "b.txt.0": "two" });

    edit("text.trim();", "text.trim(); // a comment");
    await running.says("plan: nothing runs again");
    await running.saysTimes("Waiting for a change of the code.", 3);

    // A file that it imports, though nobody named it.
    const target = readFileSync(path.join(project.folder, "folder-target.ts"), "utf8");
    project.write({ "folder-target.ts": `${target}// another comment\n` });
    await running.says("coco dev: folder-target.ts changed.");
    await running.saysTimes("Waiting for a change of the code.", 4);
  });

  it("waits while the code does not load, and goes on when it does", async () => {
    project.write({ "broken.ts": 'import "./missing.ts";\nimport "./main.ts";\n' });
    running = project.start(["dev", "broken.ts"]);
    await running.says("The update ended with 1. Waiting for a change of the code.");
    project.write({ "missing.ts": "export {};\n" });
    await running.says("coco dev: missing.ts changed.");
    await running.says("The update is done.");
    expect(Object.keys(project.output())).toEqual(["a.txt", "b.txt"]);
  });

  it("follows live sources meanwhile, stops what runs for a restart, and ends with Ctrl-C", async () => {
    project.write({
      "live.ts": `import * as coco from "@coco/core";
import { declareFile } from "./folder-target.ts";
const texts = new coco.LiveMap("texts", [["a", "one"]]);
const write = coco.fn({ memo: true }, async function write(text: string, name: string) {
  declareFile(name, text.toUpperCase());
});
process.once("SIGUSR2", () => texts.set("b", "two"));
coco.app("Live", async function main() {
  process.stderr.write("begun " + process.pid + "\\n");
  await coco.mountEach(texts, async function each(text) {
    await write(text, text);
    process.stderr.write("wrote " + text + "\\n");
  });
});
`,
    });
    running = project.start(["dev", "live.ts"]);
    await running.says("wrote one");
    const pid = Number(/begun (\d+)/.exec(running.err)?.[1]);
    process.kill(pid, "SIGUSR2");
    await running.says("wrote two");
    project.write({
      "live.ts": readFileSync(path.join(project.folder, "live.ts"), "utf8").replace("toUpperCase", "toLowerCase"),
    });
    await running.says("live.ts changed.");
    await running.saysTimes("wrote one", 2);
    running.kill("SIGINT");
    expect((await running.ended).code).toBe(130);
    expect(running.err).not.toContain("broken off");
  });
});
