import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { edited } from "./testing/edit.ts";
import { Projects } from "./testing/project.ts";
import { project } from "./testing/report-projects.ts";

const projects = new Projects();
afterAll(() => projects.remove());

describe("the declaration cache", () => {
  it("makes a run in which no module changed load no parser, with the same answers", async () => {
    const files = project(
      `import { helper } from "./helper.ts";
export const index = fn(() => helper());
export const cast = (coco.fn as any)(() => helper());
export const made = new Function("fn", "return fn(function run() { return 1; })")(fn);`,
      { "helper.ts": "export const helper = () => 1;" },
    );
    const main = join(projects.write(files), "main.ts");
    const env = { LOGIC_CACHE: join(projects.root, "cache") };
    const [cold] = await projects.report([main], env);
    const [warm] = await projects.report([main], env);
    expect([cold?.parser, warm?.parser]).toEqual([true, false]);
    expect(warm?.functions).toEqual(cold?.functions);
    const moved = join(projects.write(edited(files, [["helper.ts", "1", "2"]])), "main.ts");
    const [changed] = await projects.report([moved], env);
    expect(changed?.parser).toBe(true);
    expect(changed?.functions["index"]?.fingerprint).not.toBe(cold?.functions["index"]?.fingerprint);
  });
});
