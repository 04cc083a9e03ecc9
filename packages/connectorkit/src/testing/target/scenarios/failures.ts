import assert from "node:assert/strict";
import { CocoError } from "../../../errors/coco-error.ts";
import { rowsOf } from "../plain-schema.ts";
import type { TargetBench } from "../target-bench.ts";
import type { Fault } from "../target-harness.ts";
import type { TargetScenario } from "./target-scenario.ts";

/** What becomes of a run when the system refuses. */
export const failureScenarios: readonly TargetScenario[] = [
  {
    name: "failures: one bad row fails its own component alone",
    needs: ["badRow"],
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows: rowsOf({ start: "0" }) } });
      await bench.system.refuseRow?.(name);
      const good = rowsOf(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`r${index}`, `${index}`])));
      const parts = Object.fromEntries(good.map((row) => [row.id, [row]]));
      const { failures } = await bench.run({ [name]: { parts: { ...parts, bad: rowsOf({ bad: "bad" }) } } });
      assert.equal(failures.length, 1, failures.map(({ error }) => String(error)).join("\n"));
      assert.match(failures[0]?.path ?? "", /bad/);
      assert.ok(CocoError.isInstance(failures[0]?.error), String(failures[0]?.error));
      await bench.expectRows(name, good);
      await bench.succeed({ [name]: { parts } });
      await bench.expectRows(name, good);
    },
  },
  {
    name: "failures: a system that refuses everything is not asked again and again, and the next run writes it all",
    needs: ["fatal"],
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows: rowsOf({ a: "1", b: "1" }) } });
      const mend = await fail(bench, "fatal", name);
      const error = await bench.expectFailure({ [name]: { rows: rowsOf({ a: "2", c: "2" }) } });
      assert.notEqual((error as { isRetryable?: unknown }).isRetryable, true, String(error));
      assert.ok(bench.observed.calls.length <= 4, `${bench.observed.calls.length} calls`);
      await mend();
      await bench.settlesAs(name, { rows: rowsOf({ a: "2", c: "2" }) });
    },
  },
  {
    name: "failures: what fails for a moment is tried again in the same run",
    needs: ["retryable"],
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows: rowsOf({ a: "1", b: "1" }) } });
      const failed = await mendAtFirstFailure(bench, "retryable", name);
      await bench.succeed({ [name]: { rows: rowsOf({ a: "2", c: "2" }) } });
      assert.ok(failed.length > 0, "the harness was to make a write fail");
      for (const error of failed) assert.equal((error as { isRetryable?: unknown }).isRetryable, true, String(error));
      await bench.expectRows(name, rowsOf({ a: "2", c: "2" }));
    },
  },
  {
    name: "failures: a connection that is lost in the middle of a batch is had again, and nothing is half written",
    needs: ["connectionLost"],
    async run(bench) {
      const name = bench.name();
      const many = (text: string) => rowsOf(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`r${i}`, text])));
      await bench.succeed({ [name]: { rows: many("1") } });
      await mendAtFirstFailure(bench, "connectionLost", name);
      await bench.succeed({ [name]: { rows: many("2") } });
      await bench.settlesAs(name, { rows: many("2") });
    },
  },
  {
    name: "failures: a batch that was lost on the way is made good by the next run",
    needs: ["connectionLost"],
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows: rowsOf({ a: "1", b: "1" }) } });
      const mend = await fail(bench, "connectionLost", name);
      await bench.run({ [name]: { rows: rowsOf({ a: "2", c: "2" }) } });
      await mend();
      await bench.settlesAs(name, { rows: rowsOf({ a: "3", d: "3" }) });
    },
  },
];

async function fail(bench: TargetBench, fault: Fault, name: string): Promise<() => Promise<void>> {
  const mend = await bench.system.fail?.(fault, name);
  assert.ok(mend !== undefined, `the harness cannot arrange "${fault}"`);
  return mend;
}

/** The errors with which sinks failed. */
async function mendAtFirstFailure(bench: TargetBench, fault: Fault, name: string): Promise<unknown[]> {
  let mend: (() => Promise<void>) | undefined = await fail(bench, fault, name);
  const failed: unknown[] = [];
  bench.observed.onCall = async (call) => {
    if (call.failed === undefined) return;
    failed.push(call.failed);
    const once = mend;
    mend = undefined;
    await once?.();
  };
  return failed;
}
