import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("takes nothing of Node that an older one lacks before it knows that Node is new enough: else it would not even start", () => {
  const command = readFileSync(new URL("../bin/coco.mjs", import.meta.url), "utf8");
  const [checked = "", rest = ""] = command.split("process.exit(1)");
  expect(checked).toContain("process.versions.node");
  expect(checked).not.toMatch(/^import |getBuiltinModule/mu);
  expect(rest).toContain("getBuiltinModule");
});
