import { existsSync } from "node:fs";
import { expect } from "vitest";
import type { TestAPI } from "vitest";
import { checkStore } from "../../testing/check-store.ts";
import { type EngineFixtures, it as engineTest } from "../../testing/engine-test.ts";

/** What a test of a rule has besides: it has compared something, and nothing in the store contradicts the rest. */
interface RuleFixtures extends EngineFixtures {
  readonly soundStore: undefined;
}

/** `it` for tests of a rule. */
export const it: TestAPI<RuleFixtures> = engineTest.extend<Pick<RuleFixtures, "soundStore">>({
  soundStore: [
    async ({ app }, use) => {
      await use(undefined);
      expect(expect.getState().assertionCalls, "the case compares something itself").toBeGreaterThan(0);
      if (existsSync(app.storePath)) expect((await checkStore(app.storePath, "Test", false)).problems).toEqual([]);
    },
    { auto: true },
  ],
});
