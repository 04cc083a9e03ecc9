import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { readPages } from "./page.ts";
import { outputFolder, repositoryFolder, siteFolder } from "./places.ts";

const read = (file: string): string => readFileSync(path.join(outputFolder, file), "utf8");

describe("the site", () => {
  beforeAll(async () => {
    // A process of its own: the builder is not made for the environment of tests. It fails where a link leads nowhere.
    await promisify(execFile)(process.execPath, ["src/build.ts"], { cwd: siteFolder });
  }, 600_000);

  it("has a page for each document", () => {
    const missing = readPages().filter(({ file }) => {
      const page = file.replace(/README\.md$/, "index.md").replace(/\.md$/, ".html");
      return !existsSync(path.join(outputFolder, page));
    });
    expect(missing.map(({ file }) => file)).toEqual([]);
  });

  it("has a reference of each published package", () => {
    const names = globSync("packages/*/package.json", { cwd: repositoryFolder })
      .filter((file) => "exports" in JSON.parse(readFileSync(path.join(repositoryFolder, file), "utf8")))
      .map((file) => path.basename(path.dirname(file)));
    expect(names.length).toBeGreaterThan(5);
    const index = read("reference/index.html");
    expect(names.filter((name) => !index.includes(`>${name}<`))).toEqual([]);
  });

  it("shows in the reference what comments say", () => {
    expect(read("reference/core/functions/mountEach.html")).toContain(
      "Mounts one component for each item of a keyed source",
    );
  });

  it("lists every page for programs that read it, and gives them all of the guide in one", () => {
    const index = read("llms.txt");
    expect(
      readPages().filter(({ file }) => file !== "glossary.md" && !index.includes(`/${file.slice(0, -3)})`)),
    ).toEqual([]);
    expect(read("llms-full.txt")).toContain("# Getting started");
  });
});
