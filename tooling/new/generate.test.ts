import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "../repository-root.ts";
import { generate, type Kind, packageFolder } from "./generate.ts";
import { templateNames } from "./template-names.ts";

const root = mkdtempSync(path.join(tmpdir(), "coco-new-"));
symlinkSync(path.join(repositoryRoot, "node_modules"), path.join(root, "node_modules"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a tool of the workspace, as from a shell: not as a part of the tests around. */
async function run(tool: string, args: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^VITEST|^TEST$|^NODE_ENV$/.test(name)),
  );
  const file = path.join(repositoryRoot, "node_modules", ".bin", tool);
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "ignore"] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close") as Promise<[number]>]);
  return { code, output };
}

/** A generated package among the packages that it needs. */
function madePackage(kind: Kind, name: string): string {
  generate(root, kind, name);
  const folder = path.join(root, packageFolder(kind, name));
  const scope = path.join(folder, "node_modules", "@coco");
  mkdirSync(scope, { recursive: true });
  for (const one of ["connectorkit", "core", "connector-localfs"]) {
    symlinkSync(path.join(repositoryRoot, "packages", one), path.join(scope, one));
  }
  for (const one of ["tsconfig.base.json", "tsconfig.package.json"]) {
    writeFileSync(path.join(root, one), readFileSync(path.join(repositoryRoot, one)));
  }
  return folder;
}

describe("a generated package", () => {
  it.each<Kind>(["connector", "ops", "example"])(
    "of kind %s has its types in order and passes its tests",
    { timeout: 300_000 },
    async (kind) => {
      const folder = madePackage(kind, "my-thing");
      expect(await run("tsc", ["-p", folder, "--noEmit"], folder)).toEqual({ code: 0, output: "" });
      const config = path.join(repositoryRoot, "vitest.config.ts");
      const file = path.join(folder, "report.json");
      const options = ["--root", folder, "--config", config, "--reporter=json", `--outputFile=${file}`];
      await run("vitest", ["run", ...options], folder);
      const report = JSON.parse(readFileSync(file, "utf8")) as {
        readonly numPassedTests: number;
        readonly numTotalTests: number;
      };
      expect(report.numPassedTests).toBe(report.numTotalTests);
      expect(report.numTotalTests).toBeGreaterThan(kind === "connector" ? 60 : 0);
    },
  );

  it("of a connector has a page with a program, which the documents can run", () => {
    const manifest = path.join(root, "docs/package.json");
    mkdirSync(path.dirname(manifest), { recursive: true });
    writeFileSync(manifest, JSON.stringify({ name: "docs", dependencies: { "@coco/a": "1.0.0", "@coco/z": "1.0.0" } }));
    const written = generate(root, "connector", "with-page");
    expect(written).toContain("docs/connectors/with-page.md");
    expect(written).toContain("docs/connectors/examples/with-page.ts");
    const { dependencies } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly dependencies: object };
    expect(Object.entries(dependencies)).toEqual([
      ["@coco/a", "1.0.0"],
      ["@coco/connector-with-page", "workspace:^"],
      ["@coco/z", "1.0.0"],
    ]);
  });

  it("does not write over what is there", () => {
    generate(root, "ops", "taken");
    expect(() => generate(root, "ops", "taken")).toThrow("packages/ops-taken is there already.");
  });

  it("has a name that a folder, a package and a class can have", () => {
    expect(templateNames("my-db2")).toEqual({ name: "my-db2", Name: "MyDb2", NAME: "MY_DB2", ident: "myDb2" });
    for (const name of ["", "My", "a_b", "a--b", "-a", "2a", "a/b", "../a"]) {
      expect(() => generate(root, "connector", name)).toThrow("cannot be a name here");
    }
  });
});
