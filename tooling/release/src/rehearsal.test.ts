import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Rehearsal } from "./rehearsal.ts";
import { runCommand, succeed } from "./run-command.ts";
import type { Installed, UserProject } from "./user-project.ts";

const APPLICATION = path.join(import.meta.dirname, "application.ts.txt");
const OTHER_KIT = "99.0.0";

describe("a release", { timeout: 300_000 }, () => {
  let rehearsal: Rehearsal;
  let user: UserProject;
  let installed: Installed;

  beforeAll(async () => {
    rehearsal = await Rehearsal.begin();
    user = rehearsal.project();
    installed = await user.install("@coco/core", "@coco/connector-sqlite", "@coco/ops-text");
  }, 600_000);

  afterAll(() => rehearsal?.end(), 120_000);

  it("raises the versions and writes the CHANGELOGs", () => {
    const core = rehearsal.packages.find(({ name }) => name === "@coco/core");
    expect(core?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(readFileSync(path.join(core?.folder ?? "", "CHANGELOG.md"), "utf8")).toContain(`## ${core?.version}`);
  });

  it("brings its users what they asked for, and nothing of other connectors", () => {
    expect(installed.names.filter((name) => name.startsWith("@coco/"))).toEqual([
      "@coco/connector-sqlite",
      "@coco/connectorkit",
      "@coco/core",
      "@coco/ops-text",
      "@coco/syntax",
    ]);
    expect(
      installed.names.filter((name) => /lancedb|huggingface|xenova|arrow|pglite|^pg$|verdaccio/.test(name)),
    ).toEqual([]);
  });

  it("works", async () => {
    user.write("main.ts", readFileSync(APPLICATION, "utf8"));
    const { stdout } = await succeed(process.execPath, ["main.ts"], { cwd: user.folder });
    expect(stdout).toBe("done 1 of 1\nThe second part.\ndone 0 of 1\n");
  });

  it("brings a command that writes a project, which runs with what its package.json asks for", async () => {
    await user.install("@coco/cli");
    const coco = path.join("node_modules", "@coco", "cli", "bin", "coco.mjs");
    const made = rehearsal.project();
    rmSync(path.join(made.folder, "package.json"));
    await succeed(process.execPath, [coco, "init", made.folder, "--template", "transform"], { cwd: user.folder });
    await made.install();
    const { stdout } = await succeed(process.execPath, [coco, "update", "main.ts"], { cwd: made.folder });
    expect(stdout).toMatch(/^Cards: done in/);
    expect(readFileSync(path.join(made.folder, "out", "tea.json"), "utf8")).toContain('"title": "Tea"');
  });

  it("leaves core with all that it needs under 40 MB", async () => {
    const { megabytes, names } = await rehearsal.project().install("@coco/core");
    expect(names).toContain("better-sqlite3");
    expect(megabytes).toBeLessThan(40);
  });

  it("refuses a connector that brings another version of the kit, and says where both are", async () => {
    await rehearsal.publishMisfitKit(OTHER_KIT);
    user.write(
      "node_modules/a-connector/package.json",
      JSON.stringify({ name: "a-connector", version: "1.0.0", type: "module", exports: "./index.js" }),
    );
    user.write(
      "node_modules/a-connector/index.js",
      `import { contextKey, useContext } from "@coco/connectorkit";\nexport const write = () => useContext(contextKey("x"));\n`,
    );
    const other = rehearsal.project();
    await other.install(`@coco/connectorkit@${OTHER_KIT}`);
    const copied = path.join(user.folder, "node_modules", "a-connector", "node_modules");
    await succeed("cp", ["-R", path.join(other.folder, "node_modules"), copied], { cwd: user.folder });
    user.write("misfit.ts", `import "@coco/core";\nimport { write } from "a-connector";\nwrite();\n`);
    const { code, stderr } = await runCommand(process.execPath, ["misfit.ts"], { cwd: user.folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Two versions of @coco\/connectorkit in one process: .*core.* was made for port 1/);
    expect(stderr).toMatch(/a-connector.node_modules.@coco.connectorkit.* is of port 99/);
  });
});
