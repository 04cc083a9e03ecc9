// N memoized components that declare M states of a target which does nothing: what is left is the cost of the state store.
// Run by the command, as `coco update` and `coco drop`; the variables BENCHMARK_N and BENCHMARK_M give the numbers.
import * as coco from "@coco/core";
import { report } from "../measure/program.ts";

const N = Number(process.env["BENCHMARK_N"] ?? 100);
const M = Number(process.env["BENCHMARK_M"] ?? 0);
const did = { ran: 0, applied: 0 };

const sink: coco.Sink<coco.StableKey> = {
  name: "nothing",
  apply: async (actions) => {
    did.applied += actions.length;
  },
};

const nothing: coco.TargetProvider<null> = coco.registerRootTargets<null, null, coco.StableKey>("benchmark.nothing", {
  reconcile(key, desired, previous) {
    if (desired !== coco.absent) {
      if (previous.possible.length === 1 && !previous.mayBeMissing) return undefined;
      return { tracking: null, action: { sink, payload: key } };
    }
    return previous.possible.length === 0 ? undefined : { tracking: coco.absent, action: { sink, payload: key } };
  },
});

const component = coco.fn({ memo: true, deps: { M } }, async function component(index: number) {
  did.ran += 1;
  for (let state = 0; state < M; state++) coco.declareTargetState(nothing.state(`${index}-${state}`, null));
});

coco.app("StateStore", async function main() {
  await coco.mountEach(
    Array.from({ length: N }, (_, index) => [String(index), index] as const),
    component,
  );
});

process.on("exit", () => report(did));
