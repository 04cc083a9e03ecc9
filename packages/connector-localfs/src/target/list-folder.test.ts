import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listFolder } from "./list-folder.ts";

describe("what a folder holds", () => {
  it("is listed by paths from it; folders need not be declared", async () => {
    const root = mkdtempSync(join(tmpdir(), "coco-list-"));
    try {
      mkdirSync(join(root, "a", "b"), { recursive: true });
      for (const name of ["top.md", "a/one.md", "a/b/two.md"]) writeFileSync(join(root, name), "text");
      const found: string[] = [];
      for await (const { incidental, key } of listFolder(root)) found.push(`${String(key)}${incidental ? "/" : ""}`);
      expect(found.sort()).toEqual(["/", "a/", "a/b/", "a/b/two.md", "a/one.md", "top.md"]);
      for await (const _ of listFolder(join(root, "none"))) expect.unreachable();
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
