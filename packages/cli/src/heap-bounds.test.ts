import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "./testing/project.ts";

// Half of what it makes lives for a while, as what components hold until their group is written: V8 makes room for that.
const app = `
import { getHeapSpaceStatistics } from "node:v8";
import * as coco from "@coco/core";

export const app = coco.app("Busy", async function main() {
  const held = [];
  for (let turn = 0; turn < 800; turn++) {
    for (let index = 0; index < 4000; index++) held[(turn * 4000 + index) % 200_000] = { turn, index, more: [index] };
    await new Promise((resolve) => setImmediate(resolve));
  }
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
  console.log("MB: " + Math.round(space.space_size / 1024 / 1024) + " for " + held.length);
});
`;

let project: Project;
beforeEach(() => {
  project = new Project({ "main.ts": app });
});
afterEach(() => project.dispose());

async function megabytes(environment: Readonly<Record<string, string>> = {}): Promise<number> {
  const { code, err, out } = await project.coco(["update"], environment);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Number(/^MB: (\d+) /m.exec(out)?.[1]);
}

describe("the room for new objects", () => {
  it("is kept small in an update", async () => {
    expect(await megabytes()).toBeLessThanOrEqual(16);
  });

  it("is what whoever starts the process has chosen", async () => {
    const options = `${process.env["NODE_OPTIONS"] ?? ""} --max-semi-space-size=64`;
    expect(await megabytes({ NODE_OPTIONS: options.trim() })).toBeGreaterThan(16);
  });
});
