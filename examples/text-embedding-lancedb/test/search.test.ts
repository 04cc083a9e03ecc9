import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findEmbeddingModel } from "@coco-internal/embedding-model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNode } from "./program/run-node.ts";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "coco-example-"));
let environment: Record<string, string>;

const run = (program: string, ...args: string[]) => runNode(path.join(EXAMPLE, program), args, folder, environment);

beforeAll(async () => {
  const reports: string[] = [];
  const model = await findEmbeddingModel({ report: (line) => reports.push(line) });
  if (model === undefined) throw new Error(`These tests need the embedding model. ${reports.join("; ")}`);
  environment = { COCO_MODEL_DIR: model.folder, COCO_DB: path.join(folder, "state.db") };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the example with its real model", () => {
  it("says what to do when nothing is indexed yet", async () => {
    const { code, stdout, stderr } = await run("search.ts", "a question");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/nothing is indexed.*\n.*pnpm start/);
  });

  it("indexes its documents once, and says so without noise", async () => {
    const docs = path.join(EXAMPLE, "docs");
    const first = await run("update.ts", docs);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(/^2 files read · 4 texts embedded · 4 rows written\n$/);
    const second = await run("update.ts", docs);
    expect(second).toEqual({ code: 0, stderr: "", stdout: "2 files unchanged · 0 texts embedded · 0 rows written\n" });
  });

  it.each([
    ["the bulb is out after a thunderstorm", "station.md:1-17", "fuse beside the door"],
    ["how do I recover data that was destroyed?", "station.md:33-48", "second disk"],
    ["may pupils climb up there?", "visitors.md:1-11", "ladder"],
    ["the sensor shows nonsense", "station.md:19-31", "mussels"],
  ])("a question finds the paragraph that answers it, also in other words: %s", async (question, place, text) => {
    const { code, stdout, stderr } = await run("search.ts", question);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [best = ""] = stdout.split(/\n\n/);
    expect(best).toMatch(new RegExp(`^  1  ${place} +score 0\\.0\\d+$`, "m"));
    expect(best.replaceAll(/\s+/g, " ")).toContain(text);
  });

  it("finds an exact word as well", async () => {
    const { stdout } = await run("search.ts", "11.8");
    expect(stdout).toMatch(/^ {2}1 {2}station\.md:1-17/);
  });

  it("asks for a question", async () => {
    expect(await run("search.ts")).toMatchObject({ code: 2, stderr: expect.stringContaining("usage") });
  });
});
