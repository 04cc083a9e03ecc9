import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;
const scripts = new Map<string, string>();

beforeAll(async () => {
  project = new Project({ "main.ts": "", "my notes.ts": "" });
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, out } = await project.coco(["completion", shell]);
    expect(code).toBe(0);
    scripts.set(shell, out);
  }
});
afterAll(() => project.dispose());

/** What bash offers after these words. */
function offered(...words: string[]): string[] {
  const script = `${scripts.get("bash")}
COMP_WORDS=(coco ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _coco; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stderr, stdout } = spawnSync("bash", ["--norc", "-c", script], {
    cwd: project.folder,
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.split("\n").filter((line) => line !== "");
}

describe("completions", () => {
  it("of bash offer commands, options, values and files", () => {
    expect(offered("")).toEqual(expect.arrayContaining(["update", "drop", "why", "explain", "inspect", "help"]));
    expect(offered("up")).toEqual(["update"]);
    expect(offered("update", "--pre")).toEqual(["--preview"]);
    expect(offered("update", "main.ts", "--t")).toEqual(["--timeout"]);
    expect(offered("inspect", "-")).toEqual(expect.arrayContaining(["--check", "--repair", "-y", "--help"]));
    expect(offered("init", "--template", "")).toEqual(["search", "words", "postgres", "transform"]);
    expect(offered("completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(offered("update", "ma")).toEqual(["main.ts"]);
    expect(offered("show", "--db", "ma")).toEqual(["main.ts"]);
    expect(offered("help", "wh")).toEqual(["why"]);
  });

  it("of zsh and fish name every command and option", () => {
    for (const shell of ["zsh", "fish"]) {
      const script = scripts.get(shell) ?? "";
      for (const command of ["update", "drop", "ls", "show", "why", "explain", "inspect", "init", "completion"])
        expect(script).toContain(command);
      for (const option of ["full-reprocess", "preview", "vacuum", "template", "limit"])
        expect(script).toContain(option);
    }
  });

  it("are refused for other shells", async () => {
    const { code, err } = await project.coco(["completion", "tcsh"]);
    expect(code).toBe(2);
    expect(err).toContain("bash, zsh, fish");
  });
});
