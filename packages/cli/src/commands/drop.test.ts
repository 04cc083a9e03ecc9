import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = Project.shouting();
});
afterEach(() => project.dispose());

describe("coco drop", () => {
  it("shows what goes, and refuses where nobody can be asked", async () => {
    await project.coco(["update"]);
    const { code, out, err } = await project.coco(["drop"]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/^What Shout has written goes, and all that is stored of it in \.coco\/state\.db:$/m);
    expect(err).toMatch(/^ {2}fixture\.files +2$/m);
    expect(err).toContain("Say it with --yes (-y).");
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO" });
  });

  it("deletes what was written and the state, with --yes", async () => {
    await project.coco(["update"]);
    const { code, err, out } = await project.coco(["drop", "main.ts", "--yes"]);
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out).toMatch(
      /^Shout: dropped in .*\n\n +deleted\ncomponents\n(?: {2}\S+ +\d+\n)+targets\n {2}files of out +2\n$/,
    );
    expect(project.output()).toEqual({});
    expect(JSON.parse((await project.coco(["ls", "--json"])).out)).toMatchObject([{ name: "Shout", stored: null }]);
  });

  it("does nothing, and makes no store, where nothing is stored", async () => {
    const { code, out } = await project.coco(["drop"]);
    expect(code).toBe(0);
    expect(out).toContain("there is nothing to drop");
    expect(existsSync(path.join(project.folder, ".coco"))).toBe(false);
  });

  it("keeps what could not be deleted, says so, and ends with 1", async () => {
    await project.coco(["update"]);
    const failed = await project.coco(["drop", "-y"], { REFUSE_WRITES: "b.txt" });
    expect(failed.code).toBe(1);
    expect(failed.err).toContain("b.txt is in use");
    expect(failed.err).toContain("run the same command again");
    expect(project.output()).toEqual({ "b.txt": "TWO" });
    expect((await project.coco(["drop", "-y", "-q"])).out).toBe("");
    expect(project.output()).toEqual({});
  });
});
