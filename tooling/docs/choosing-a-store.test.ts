import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { repositoryRoot } from "../repository-root.ts";
import { readDeclarations } from "./declarations.ts";
import { withGenerated } from "./generated-part.ts";
import { storeTables } from "./store-tables.ts";

it("the page on choosing a store shows what the connectors declare", async () => {
  const page = readFileSync(path.join(repositoryRoot, "docs", "connectors", "choosing-a-store.md"), "utf8");
  expect(withGenerated(page, storeTables(await readDeclarations()))).toBe(page);
});

it("every connector declares itself, in src/declaration.ts", async () => {
  const folders = globSync("packages/connector-*", { cwd: repositoryRoot });
  const names = folders.map((folder) => folder.replace(/^packages\/connector-/, ""));
  expect((await readDeclarations()).map(({ name }) => name).sort()).toEqual(names.sort());
});

it("every declaration is one that a contract test is given", async () => {
  for (const { name } of await readDeclarations()) {
    const tests = globSync(`packages/connector-${name}/src/*contract.test.ts`, { cwd: repositoryRoot });
    const texts = tests.map((file) => readFileSync(path.join(repositoryRoot, file), "utf8"));
    expect(
      texts.some((text) => text.includes("declares: declaration")),
      name,
    ).toBe(true);
  }
});

it("a page without its marks is left alone, with an error that says which they are", () => {
  expect(() => withGenerated("# A page\n", "text")).toThrow("lacks its marks");
});
