import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = Project.shouting({ "a.txt": "one\ntwo", "b.txt": "three" });
});
afterEach(() => project.dispose());

const APP = "memoized.ts";
const edit = (before: string, after: string): void => {
  const text = readFileSync(path.join(project.folder, APP), "utf8");
  expect(text).toContain(before);
  project.write({ [APP]: text.replace(before, after) });
};
/** The answer, with what differs from run to run written as one word. */
const answer = async (...args: string[]): Promise<string> => {
  const { code, err, out } = await project.coco(args);
  expect([code, err]).toEqual([0, ""]);
  return out.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "TIME").replaceAll(/version [0-9a-f]{8}/g, "version HASH");
};

describe("coco why", () => {
  it("says that it is new, that nothing changed, or which lines of code did", async () => {
    await project.coco(["update", APP]);
    const depends = (calls: string): string =>
      [
        "",
        "memoized calls in it:",
        `  tidy  2 calls ${calls}`,
        "",
        "it depends on:",
        "  function  copyLines  memoized.ts:18  version HASH, since run 1",
        "  function  tidy       memoized.ts:14  version HASH, since run 1",
        "",
      ].join("\n");
    expect(await answer("why", APP, "@copyLines/in/a.txt")).toBe(
      `@copyLines/"in/a.txt" of Lines ran in run 1 (TIME): new.\n${depends("ran for the first time")}`,
    );
    expect(await answer("why", APP, "in/a.txt")).toContain('@copyLines/"in/a.txt" of Lines ran in run 1');
    project.write({ "in/b.txt": "four" });
    await project.coco(["update", APP]);
    expect(await answer("why", APP, "@copyLines/in/a.txt")).toBe(
      `@copyLines/"in/a.txt" of Lines was left alone in run 2 (TIME): nothing that it depends on had changed since run 1 (TIME), when it ran: new.\n${depends("kept since run 1 (TIME)")}`,
    );
    expect(await answer("why", APP, "@copyLines/in/b.txt")).toContain("ran in run 2 (TIME): its item changed.");

    edit("text.trim()", "text.trimEnd()");
    await project.coco(["update", APP]);
    expect(await answer("why", APP, "@copyLines/in/b.txt")).toBe(
      [
        '@copyLines/"in/b.txt" of Lines ran in run 3 (TIME): function project:memoized#tidy changed.',
        "",
        "  memoized.ts:12  clean changed",
        "   12 - const clean = (text: string): string => text.trim();",
        "   12 + const clean = (text: string): string => text.trimEnd();",
        "",
        "memoized calls in it:",
        "  tidy  1 call ran: function project:memoized#tidy changed",
        "",
        "it depends on:",
        "  function  copyLines  memoized.ts:18  version HASH, since run 1",
        "  function  tidy       memoized.ts:14  version HASH, since run 3",
        "",
      ].join("\n"),
    );
  });

  it("says what failed, and that the app's own function runs every time; also with no code at hand", async () => {
    await project.coco(["update", APP], { FAIL_ON: "b.txt" });
    project.remove(APP);
    const store = ["--db", ".coco/state.db"];
    expect(await answer("why", ...store, "@copyLines/in/b.txt")).toBe(
      '@copyLines/"in/b.txt" of Lines failed, and runs again in the next update.\n\n  Error: cannot copy b.txt\n  on TIME\n',
    );
    expect(await answer("why", ...store)).toContain(
      '/ of Lines runs again in the next update: @copyLines/"in/b.txt" failed.',
    );
    const data = JSON.parse((await project.coco(["why", ...store, "@copyLines/in/a.txt", "--json"])).out) as unknown;
    expect(data).toMatchObject({ app: "Lines", outcome: "ran", lastRun: { run: 1, reason: { kind: "new" } } });
  });
});

describe("coco explain", () => {
  it("leads from a target state to source item, component and functions with their versions", async () => {
    await project.coco(["update", APP]);
    expect(await answer("explain", APP, "fixture.files/a.txt.1")).toBe(
      [
        "fixture.files/a.txt.1",
        "  state        written",
        '  source item  "in/a.txt"',
        '  component    @copyLines/"in/a.txt"',
        "  function     copyLines",
        "  made         in run 1 (TIME): new",
        "  beside it    1 other target state of the component",
        "",
        "made with:",
        "  function  copyLines  memoized.ts:18  version HASH, since run 1",
        "  function  tidy       memoized.ts:14  version HASH, since run 1",
        "",
      ].join("\n"),
    );
    const data = JSON.parse((await project.coco(["explain", APP, "fixture.files/b.txt.0", "--json"])).out) as unknown;
    expect(data).toMatchObject({ target: { displayPath: "fixture.files/b.txt.0" }, sourceItem: "in/b.txt" });
  });

  it("leads forwards from a source item or a component to what came of it, page by page", async () => {
    await project.coco(["update", APP]);
    const whole = [
      "in/a.txt: 2 target states of 1 component",
      '  @copyLines/"in/a.txt"',
      "    fixture.files/a.txt.0",
      "    fixture.files/a.txt.1",
      "",
    ].join("\n");
    expect(await answer("explain", APP, "in/a.txt")).toBe(whole);
    expect(await answer("explain", APP, "@copyLines/in/a.txt")).toBe(whole.replace("in/a.txt", "@copyLines/in/a.txt"));
    const page = await answer("explain", APP, "/", "--limit", "1", "--skip", "1");
    expect(page).toContain("/: 3 target states of 1 component");
    expect(page).toContain("fixture.files/a.txt.1\n  … 1 more (--limit, or --skip 2)\n");
    const data = JSON.parse((await project.coco(["explain", APP, "in/a.txt", "--json"])).out) as unknown;
    expect(data).toMatchObject({ of: "in/a.txt", targetStates: [{ path: "fixture.files/a.txt.0" }, {}], more: 0 });
  });

  it("says what to write where there is no such thing", async () => {
    await project.coco(["update", APP]);
    const { code, err } = await project.coco(["explain", APP, "fixture.files/none"]);
    expect(code).toBe(2);
    expect(err).toContain("Lines has no target state, component or source item fixture.files/none.");
    expect((await project.coco(["explain", APP])).err).toContain("coco explain needs a KEY");
  });
});
