import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("takes modules of Node as a whole before it knows that Node is new enough: one without a name would not even start", () => {
  const command = readFileSync(new URL("../bin/coco.mjs", import.meta.url), "utf8");
  const [checked = ""] = command.split("process.exit(1)");
  expect(checked).toContain('from "node:module"');
  expect(checked).not.toMatch(/import \{[^}]*\} from "node:/u);
});
