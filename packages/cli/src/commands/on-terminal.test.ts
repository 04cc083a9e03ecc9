import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";
import { CTRL_C, onTerminal } from "../testing/terminal.ts";

const APP = "memoized.ts";
// oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what is looked for.
const COLOUR = /\u001B\[\d+m/;

let project: Project;

beforeEach(() => {
  project = Project.shouting({ "a.txt": "one\ntwo", "b.txt": "three" });
});
afterEach(() => project.dispose());

describe("on a terminal", () => {
  it("answers have colours, and are else what they are in a pipe; NO_COLOR takes the colours away", async () => {
    await project.coco(["update", APP]);
    for (const args of [
      ["show", APP],
      ["why", APP, "@copyLines/in/a.txt"],
      ["inspect", APP, "--check"],
      ["update", APP, "--preview"],
    ]) {
      const [{ out }, coloured, plain] = await Promise.all([
        project.coco(args),
        onTerminal(project.folder, args),
        onTerminal(project.folder, args, [], { NO_COLOR: "1" }),
      ]);
      expect([args, coloured.code, COLOUR.test(coloured.shown)]).toEqual([args, 0, true]);
      expect(coloured.shown.replaceAll(new RegExp(COLOUR, "g"), "")).toBe(out);
      expect(plain.shown).toBe(out);
    }
  });

  it("init asks what kind of project it shall be", async () => {
    const folder = path.join(project.folder, "made");
    const stopped = await onTerminal(project.folder, ["init", "made"], [{ when: "[1]: ", type: CTRL_C }]);
    expect(stopped.code).toBe(130);
    expect(stopped.shown).toContain("Nothing was written.");
    expect(existsSync(folder)).toBe(false);
    const made = await onTerminal(project.folder, ["init", "made"], [{ when: "[1]: ", type: "3\r" }]);
    expect(made.code).toBe(0);
    expect(made.shown).toContain("Which kind of project?\n  1  search");
    expect(readdirSync(folder)).toContain("notes");
  });

  it("a repair is shown and asked for", async () => {
    await project.coco(["update", APP]);
    project.remove("out/a.txt.1");
    const question = { when: "Repair Lines? [y/N]" };
    const no = await onTerminal(project.folder, ["inspect", APP, "--repair"], [{ ...question, type: "\r" }]);
    expect(no.code).toBe(1);
    expect(no.shown).toContain("writes again what is missing");
    expect(no.shown).toContain("Nothing was repaired.");
    expect(Object.keys(project.output())).toHaveLength(2);
    const yes = await onTerminal(project.folder, ["inspect", APP, "--repair"], [{ ...question, type: "y\r" }]);
    expect(yes.code).toBe(0);
    expect(yes.shown).toContain("Nothing is left to repair.");
    expect(Object.keys(project.output())).toHaveLength(3);
  });

  it("Ctrl-C ends a dev loop, whatever it is doing", async () => {
    const waiting = await onTerminal(project.folder, ["dev", APP], [{ when: "Waiting for a change", type: CTRL_C }]);
    expect(waiting.code).toBe(130);
    const text = readFileSync(path.join(project.folder, APP), "utf8");
    const restarted = await onTerminal(
      project.folder,
      ["dev", APP],
      [
        {
          when: "Waiting for a change",
          act: () => project.write({ [APP]: text.replace("toUpperCase", "toLowerCase") }),
        },
        { when: "plan: runs again", type: CTRL_C },
      ],
    );
    expect(restarted.code).toBe(130);
    expect(restarted.shown).toContain(`${APP} changed.`);
  });
});

describe("files as other systems write them", () => {
  it("may have other line ends: the code, its variables", async () => {
    const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
    const text = readFileSync(path.join(project.folder, APP), "utf8");
    project.write({ [APP]: crlf(text), ".env": "FAIL_ON=b.txt\r\nOTHER=1\r\n" });
    expect((await project.coco(["update", APP])).out).toContain("cannot copy b.txt");
    project.write({ ".env": "FAIL_ON=none\r\n" });
    await project.coco(["update", APP]);
    project.write({ [APP]: crlf(text.replace("text.trim()", "text.trimEnd()")) });
    await project.coco(["update", APP]);
    const { out } = await project.coco(["why", APP, "@copyLines/in/a.txt"]);
    expect(out).toContain("   12 - const clean = (text: string): string => text.trim();\n   12 + const clean");
    // The same with the other line ends is the same code.
    project.write({ [APP]: text.replace("text.trim()", "text.trimEnd()") });
    expect((await project.coco(["update", APP])).out).toContain("nothing to change");
  });

  it("may be named with a drive and backslashes: what is said names them whole", async () => {
    const { code, err } = await project.coco(["update", "C:\\notes\\main.ts:Lines"]);
    expect(code).toBe(2);
    expect(err).toContain("There is no file C:\\notes\\main.ts.");
  });
});
