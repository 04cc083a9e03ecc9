import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { startQdrant } from "./process/start.ts";

const run = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, "command.ts"), ...args], { encoding: "utf8" });

describe("the command", () => {
  it("says how it is used when it is asked", () => {
    expect(run("--help")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("qdrant|turbopuffer"),
      stderr: "",
    });
  });

  it("says what is wrong, and how it is used", async () => {
    await using server = await startQdrant();
    const taken = new URL(server.url).port;
    for (const [args, problem] of [
      [[], "qdrant, turbopuffer"],
      [["qdrant", "--prot", "1"], "Unknown option '--prot'"],
      [["qdrant", "turbopuffer"], '"turbopuffer" is one argument too many'],
      [["qdrant", "--port", "x"], "--port takes a number"],
      [["qdrant", "--port", taken], `the port ${taken} is taken`],
    ] as const) {
      const { status, stderr } = run(...args);
      expect([status, stderr.split("\n")[0]]).toEqual([2, expect.stringContaining(problem)]);
      expect(stderr).toContain("\n\nusage: coco-stand-in");
    }
  });
});
