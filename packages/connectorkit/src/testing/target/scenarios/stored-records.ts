import assert from "node:assert/strict";
import { absent } from "../../../target/absent.ts";
import type { AnyTargetHandler } from "../../../target/target-handler.ts";
import type { StableKey } from "../../../key/stable-key.ts";
import type { TargetScenario } from "./target-scenario.ts";

/** What versions of the connector stored is read for ever. */
export const storedRecordScenarios: readonly TargetScenario[] = [
  {
    name: "stored records: those of every version are read, and mean no change",
    async run(bench) {
      const records = await bench.harness.storedRecords();
      assert.ok(records.length > 0, "write down what this version stores, at least of a container and of a row");
      for (const { level, state, tracking, version } of records) {
        const handler = state.handler as AnyTargetHandler;
        const key = state.key as StableKey;
        const answer = handler.reconcile(key, state.desired, { possible: [tracking], mayBeMissing: false });
        assert.equal(answer?.action, undefined, `a ${level} as version ${version} stored it would be written again`);
      }
    },
  },
  {
    name: "stored records: those of every version are enough to delete what they stand for",
    async run(bench) {
      for (const { level, state, tracking, version } of await bench.harness.storedRecords()) {
        const handler = state.handler as AnyTargetHandler;
        const key = state.key as StableKey;
        const answer = handler.reconcile(key, absent, { possible: [tracking], mayBeMissing: false });
        assert.equal(answer?.tracking, absent, `a ${level} of version ${version}`);
        // A container may leave it to its children, which go one by one.
        if (level === "container") assert.ok(handler.child?.(key, { tracked: tracking }) !== undefined);
        else assert.ok(answer?.action !== undefined, `a ${level} of version ${version} would stay for ever`);
      }
    },
  },
];
