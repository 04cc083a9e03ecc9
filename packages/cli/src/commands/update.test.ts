import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = Project.shouting();
});
afterEach(() => project.dispose());

describe("coco update", () => {
  it("writes what the app declares, does nothing the second time, and deletes what is gone", async () => {
    const first = await project.coco(["update", "main.ts"]);
    expect(first.err).toBe("");
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^Shout: done in \d/);
    expect(first.out).toMatch(/^ {2}copy +2$/m);
    expect(first.out).toMatch(/^ {2}shout +2$/m);
    expect(first.out).toMatch(/^ {2}files of out +2$/m);
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO" });

    const second = await project.coco(["update"]);
    expect(second).toMatchObject({ code: 0, err: "" });
    // The components of this app are not memoized: they ran again, and the summary says so.
    expect(second.out).toMatch(/^Shout: done in \d+ m?s, nothing had to be written$/m);
    expect(second.out).toMatch(/^ {2}copy +2$/m);

    project.remove("in/a.txt");
    const third = await project.coco(["update", "."]);
    expect(third.code).toBe(0);
    expect(project.output()).toEqual({ "b.txt": "TWO" });
  });

  it("prints neither colours nor movements of the cursor into a pipe", async () => {
    const { out, err } = await project.coco(["update"], { FAIL_ON: "a.txt" });
    // oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what is looked for.
    expect(out + err).not.toMatch(/[\u001B\r]/);
  });

  it("ends with 1 when a component failed, names it with the user's line, and goes on from there", async () => {
    const failed = await project.coco(["update"], { FAIL_ON: "a.txt" });
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(
      /1 component failed:\n {2}@copy\/a\.txt {2}\(copy\)\n {4}Error: cannot shout a\.txt\n {6}at copy \(main\.ts:\d+:\d+\)/,
    );
    expect(failed.out).not.toMatch(/node:internal|packages\/core/);
    expect(project.output()).toEqual({ "b.txt": "TWO" });

    const next = await project.coco(["update"]);
    expect(next.code).toBe(0);
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO" });
  });

  it("names the line that was written, not the one that was built", async () => {
    const source = `import * as coco from "@coco/core";

enum Kind {
  Empty = "empty",
}

async function check(text: string): Promise<void> {
  if (text === Kind.Empty) throw new Error("nothing in it");
}

coco.app("Built", async function main() {
  await coco.mountEach([["a", "empty"]] as const, check);
});
`;
    const built = stripTypeScriptTypes(source, { mode: "transform", sourceMap: true, sourceUrl: "../written/main.ts" });
    project.write({ "written/main.ts": source, "dist/main.js": built });
    const { code, out } = await project.coco(["update", "dist/main.js"]);
    expect(code).toBe(1);
    expect(out).toContain("Error: nothing in it\n      at check (written/main.ts:8:34)\n");
  });

  it("names a write that failed and repeats it", async () => {
    const failed = await project.coco(["update"], { REFUSE_WRITES: "b.txt" });
    expect(failed.code).toBe(1);
    expect(failed.out).toContain("b.txt is in use");
    expect(project.output()).toEqual({ "a.txt": "ONE" });
    expect((await project.coco(["update"])).code).toBe(0);
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO" });
  });

  it("prints nothing with --quiet, and one JSON value with --json", async () => {
    expect(await project.coco(["update", "-q"])).toMatchObject({ code: 0, out: "", err: "" });
    const { code, out, err } = await project.coco(["update", "--json"], { FAIL_ON: "a.txt" });
    expect(code).toBe(1);
    expect(err).toBe("Shout: @copy/a.txt failed: cannot shout a.txt\n");
    expect(JSON.parse(out)).toMatchObject({
      app: "Shout",
      status: "failed",
      components: { copy: { ran: 1, failed: 1 } },
      failures: [{ path: "@copy/a.txt", function: "copy", handled: false, error: { message: "cannot shout a.txt" } }],
    });
  });

  it("reprocesses everything with --full-reprocess", async () => {
    await project.coco(["update"]);
    const { out } = await project.coco(["update", "--full-reprocess"]);
    expect(out).toMatch(/^ {2}files of out +2$/m);
  });

  it("drops first with --reset, which needs a yes", async () => {
    await project.coco(["update"]);
    const refused = await project.coco(["update", "--reset"]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("there is no terminal to ask on");
    const done = await project.coco(["update", "--reset", "-y"]);
    expect(done.code).toBe(0);
    expect(done.out).toMatch(/^ {2}files of out +2$/m);
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO" });
  });

  it("moves a damaged store out of the way with --reset", async () => {
    project.write({ ".coco/state.db": "not a database at all, but long enough to be read as one. ".repeat(20) });
    const refused = await project.coco(["update"]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("cannot be used as a state store");
    expect((await project.coco(["update", "--reset"])).code).toBe(2);
    expect((await project.coco(["update", "--reset", "--yes"])).code).toBe(0);
    expect(readFileSync(path.join(project.folder, ".coco/state.db.damaged-1"), "utf8")).toMatch(/^not a database/);
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO" });
  });

  it("ends by itself also with --live where nothing is live", async () => {
    const { code, out } = await project.coco(["update", "-L"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Shout: /);
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO" });
  });

  it("tells of a failure when it comes, and not of each new attempt, where the update goes on", async () => {
    project.write({
      "live.ts": `import * as coco from "@coco/core";
let attempts = 0;
coco.app("Live", async function main() {
  await coco.mountEach(new coco.LiveMap("texts", [["a", "one"]]), async function each() {
    attempts += 1;
    process.stderr.write("attempt " + attempts + "\\n");
    throw new Error("cannot read it");
  });
});
`,
    });
    const running = project.start(["update", "--live", "live.ts"]);
    await running.says("attempt 3");
    running.kill("SIGINT");
    const { err, out } = await running.ended;
    expect(err.match(/Live: a failure at\n {2}@each\/a {2}\(each\)\n {4}Error: cannot read it\n/g)).toHaveLength(1);
    expect(err).toContain("It is tried again after pauses that grow");
    expect(out).toContain("1 component failed:\n  @each/a  (each)");
  });

  it("sets parameters as what their defaults are", async () => {
    const { code } = await project.coco(["update", "--set", "greeting=hi=", "--set", "times=2", "--set", 'tags=["x"]']);
    expect(code).toBe(0);
    expect(project.output()["a.txt"]).toBe("hi=ONEONE");
  });

  it("refuses unknown parameters and values that do not fit, before anything runs", async () => {
    const unknown = await project.coco(["update", "--set", "greting=x"]);
    expect(unknown).toMatchObject({ code: 2, out: "" });
    expect(unknown.err).toBe('error: The app has no parameter "greting".\n  Did you mean greeting?\n');
    expect((await project.coco(["update", "--set", "times=two"])).err).toContain('"two" is not a number');
    expect((await project.coco(["update", "--set", "tags=x"])).err).toContain('"x" is not a JSON array');
    expect((await project.coco(["update", "--set", "times"])).err).toContain("--set needs key=value");
    expect(project.output()).toEqual({});
  });

  it("takes .env from above the app's file, and never overrides the environment", async () => {
    project.write({ ".env": "GREETING=from-file:\n" });
    await project.coco(["update"]);
    expect(project.output()["a.txt"]).toBe("from-file:ONE");
    await project.coco(["update"], { GREETING: "from-outside:" });
    expect(project.output()["a.txt"]).toBe("from-outside:ONE");
    project.write({ "other.env": "GREETING=other:\n" });
    await project.coco(["update", "--env", "other.env"]);
    expect(project.output()["a.txt"]).toBe("other:ONE");
    const missing = await project.coco(["update", "--env", "none.env"]);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain("There is no environment file none.env");
  });
});
