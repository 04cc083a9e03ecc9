import { afterEach, beforeEach, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;
beforeEach(() => {
  project = new Project({
    "main.ts": `
import * as coco from "@coco/core";
import { loud } from "loud";
const environment = coco.environment({ name: "tracked", packageTracking: process.env.TRACKING });
const shout = coco.fn({ memo: true }, async function shout(text) {
  return loud(text);
});
export const app = coco.app({ name: "Shout", environment }, async function main() {
  console.log(await shout("hello"));
});
`,
    "node_modules/loud/index.js": "export const loud = (text) => text.toUpperCase();",
  });
});
afterEach(() => project.dispose());

async function shouted(version: string, tracking: string): Promise<string> {
  const marks = "!".repeat(Number(version.at(-1)));
  project.write({
    "node_modules/loud/package.json": JSON.stringify({ name: "loud", version, type: "module", exports: "./index.js" }),
    "node_modules/loud/index.js": `export const loud = (text) => text.toUpperCase() + "${marks}";`,
  });
  const { code, err, out } = await project.coco(["update"], { TRACKING: tracking });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out.split("\n")[0] as string;
}

it("an environment says which version of a package counts: its major one, the exact one, or none", async () => {
  expect(await shouted("1.0.1", "major")).toBe("HELLO!");
  expect(await shouted("1.0.2", "major")).toBe("HELLO!");
  expect(await shouted("2.0.2", "major")).toBe("HELLO!!");
  expect(await shouted("2.0.2", "exact")).toBe("HELLO!!");
  expect(await shouted("2.0.3", "exact")).toBe("HELLO!!!");
  expect(await shouted("3.0.4", "none")).toBe("HELLO!!!!"); // what counts is another thing now
  expect(await shouted("4.0.5", "none")).toBe("HELLO!!!!");
});
