import { describe, expect, it } from "vitest";
import { registerScenarios } from "./register-scenarios.ts";
import type { Scenario } from "./scenario.ts";
import type { TestRunner } from "./test-runner.ts";

type Bench = string[];
const passing: Scenario<Bench, "depth" | "width"> = { name: "passes", run: async (bench) => void bench.push("ran") };
const failing: Scenario<Bench, "depth" | "width"> = {
  name: "fails",
  needs: ["depth"],
  run: async () => {
    throw new Error("it does not hold");
  },
};

/** What a suite registers, as title and body. */
function registered(
  capabilities: { depth: true | string; width: true | string },
  knownGaps: Record<string, string> = {},
): Map<string, () => Promise<void>> {
  const tests = new Map<string, () => Promise<void>>();
  const runner: TestRunner = {
    describe: (_title, body) => body(),
    it: (title, _options, body) => void tests.set(title, body),
    beforeAll: () => undefined,
    afterAll: () => undefined,
  };
  registerScenarios(runner, {
    title: "a system",
    scenarios: [passing, failing],
    capabilities,
    knownGaps,
    open: async () => ({ bench: [], close: async () => undefined }),
  });
  return tests;
}

describe("a contract suite", () => {
  it("has a test for each scenario that applies, and one for each capability that is not there, with its reason", () => {
    expect([...registered({ depth: true, width: true }).keys()]).toEqual([
      "passes",
      "fails",
      "knows its gaps by the names of scenarios, each with a reason",
    ]);
    expect([...registered({ depth: "it is flat", width: true }).keys()]).toEqual([
      "passes",
      "does without depth: it is flat (1 scenario)",
      "knows its gaps by the names of scenarios, each with a reason",
    ]);
  });

  it("takes a known gap for right as long as it fails, and not any longer", async () => {
    const tests = registered({ depth: true, width: true }, { fails: "not yet", passes: "not yet" });
    await expect(tests.get("fails (known gap: not yet)")?.()).resolves.toBeUndefined();
    await expect(tests.get("passes (known gap: not yet)")?.()).rejects.toThrow(
      '"passes" passes: take it out of knownGaps.',
    );
    await expect(registered({ depth: true, width: true }).get("fails")?.()).rejects.toThrow("it does not hold");
  });

  it("takes no reason that is empty, and no gap that is not a scenario's", async () => {
    const gaps = "knows its gaps by the names of scenarios, each with a reason";
    const all = { depth: true, width: true } as const;
    await expect(registered(all, { fails: "not yet" }).get(gaps)?.()).resolves.toBeUndefined();
    await expect(registered(all, { fails: " " }).get(gaps)?.()).rejects.toThrow("Say why: fails has no reason.");
    await expect(registered(all, { other: "why" }).get(gaps)?.()).rejects.toThrow("No scenario is called other.");
    const without = registered({ depth: "", width: true });
    await expect(without.get("does without depth:  (1 scenario)")?.()).rejects.toThrow("Say why");
  });
});
