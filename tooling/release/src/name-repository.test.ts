import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { nameRepository } from "./name-repository.ts";

it("names the repository in what is published, and in nothing else", () => {
  const root = mkdtempSync(path.join(tmpdir(), "coco-manifests-"));
  const write = (folder: string, manifest: object): void => {
    mkdirSync(path.join(root, folder), { recursive: true });
    writeFileSync(path.join(root, folder, "package.json"), JSON.stringify(manifest));
  };
  const read = (folder: string): unknown => JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
  try {
    write("packages/core", { name: "@coco/core", version: "1.2.3" });
    write("packages/inner", { name: "inner", private: true });
    write("examples/one", { name: "one" });
    expect(nameRepository(root, "https://example.org/someone/coco")).toEqual(["@coco/core"]);
    expect(read("packages/core")).toEqual({
      name: "@coco/core",
      version: "1.2.3",
      repository: { type: "git", url: "git+https://example.org/someone/coco.git", directory: "packages/core" },
    });
    expect(read("packages/inner")).toEqual({ name: "inner", private: true });
    expect(read("examples/one")).toEqual({ name: "one" });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
