import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Project } from "./testing/project.ts";

let project: Project;

beforeAll(() => {
  project = new Project();
});
afterAll(() => project.dispose());

describe("the command line", () => {
  it("prints its version", async () => {
    const manifest = readFileSync(path.join(import.meta.dirname, "../package.json"), "utf8");
    const { version } = JSON.parse(manifest) as { readonly version: string };
    expect(await project.coco(["--version"])).toMatchObject({ code: 0, out: `${version}\n`, err: "" });
  });

  it("prints help with examples, on standard output when it was asked for", async () => {
    const { code, out, err } = await project.coco(["--help"]);
    expect([code, err]).toEqual([0, ""]);
    for (const text of ["update", "drop", "ls", "show", "Examples:", "Exit codes:"]) expect(out).toContain(text);
    const update = await project.coco(["help", "update"]);
    expect(update.code).toBe(0);
    for (const text of ["--full-reprocess", "--set <key=value>", "$ coco update main.ts"])
      expect(update.out).toContain(text);
  });

  it("ends with 2 when it was called in a wrong way, and says what may be meant", async () => {
    const nothing = await project.coco([]);
    expect(nothing).toMatchObject({ code: 2, out: "" });
    expect(nothing.err).toContain("Usage: coco");
    for (const [args, meant] of [
      [["updaet"], "(Did you mean update?)"],
      [["update", "--ful-reprocess"], "(Did you mean --full-reprocess?)"],
      [["update", "a.ts", "b.ts"], "too many arguments"],
      [["ls", "main.ts", "--db", "x.db"], "not both"],
      [["show", "--app", "X"], "--app goes with --db"],
    ] as const) {
      const { code, out, err } = await project.coco(args);
      expect([args, code, out]).toEqual([args, 2, ""]);
      expect(err).toContain(meant);
    }
  });
});
