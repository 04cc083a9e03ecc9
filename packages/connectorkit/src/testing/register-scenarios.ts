import type { Capabilities, KnownGaps, Scenario } from "./scenario.ts";
import type { TestRunner } from "./test-runner.ts";

const TIMEOUT = 60_000;

/** What is registered, and for whom. */
export interface Registration<Bench, Capability extends string> {
  readonly title: string;
  readonly scenarios: readonly Scenario<Bench, Capability>[];
  readonly capabilities: Capabilities<Capability>;
  readonly knownGaps: KnownGaps;
  /** Sets one scenario up; `close` is called when it is over. */
  open(scenario: Scenario<Bench, Capability>): Promise<{ readonly bench: Bench; close(): Promise<void> }>;
}

/** Registers one test for each scenario, and one for each capability that the connector does without. */
export function registerScenarios<Bench, Capability extends string>(
  runner: TestRunner,
  registration: Registration<Bench, Capability>,
): void {
  const { capabilities, knownGaps, open, scenarios, title } = registration;
  const test = (name: string, body: () => Promise<void>, timeout = TIMEOUT): void =>
    void runner.it(name, { timeout }, body);
  runner.describe(title, () => {
    for (const scenario of scenarios) {
      if (scenario.needs?.some((need) => capabilities[need] !== true) === true) continue;
      const gap = knownGaps[scenario.name];
      const run = (): Promise<void> => runIn(open, scenario);
      if (gap === undefined) test(scenario.name, run, scenario.timeout);
      else test(`${scenario.name} (known gap: ${gap})`, () => expectGap(scenario.name, run), scenario.timeout);
    }
    for (const [capability, reason] of Object.entries<true | string>(capabilities)) {
      if (reason === true) continue;
      const left = scenarios.filter(({ needs }) => needs?.includes(capability as Capability));
      test(`does without ${capability}: ${reason} (${left.length} ${left.length === 1 ? "scenario" : "scenarios"})`, async () =>
        checkReason(capability, reason));
    }
    test("knows its gaps by the names of scenarios, each with a reason", async () => {
      for (const [name, reason] of Object.entries(knownGaps)) {
        if (!scenarios.some((scenario) => scenario.name === name)) throw new Error(`No scenario is called ${name}.`);
        checkReason(name, reason);
      }
    });
  });
}

async function runIn<Bench, Capability extends string>(
  open: Registration<Bench, Capability>["open"],
  scenario: Scenario<Bench, Capability>,
): Promise<void> {
  const { bench, close } = await open(scenario);
  try {
    await scenario.run(bench);
  } finally {
    await close();
  }
}

async function expectGap(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch {
    return;
  }
  throw new Error(`"${name}" passes: take it out of knownGaps.`);
}

function checkReason(name: string, reason: string): void {
  if (typeof reason !== "string" || reason.trim() === "") throw new Error(`Say why: ${name} has no reason.`);
}
