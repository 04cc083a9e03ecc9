import { type EnginePort, type FunctionDefinition, installedEngine } from "@coco/connectorkit";
import { functionRegistry, installThisEngine } from "../internal/engine.ts";
import { refuseInWorker } from "./pool-thread.ts";
import { RunnerError } from "./runner-error.ts";
import { runInCall, type RunningCall, runningCall } from "./running-call.ts";

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** What ran beneath the batches of a batched function: its callers share them, so each depends on all of it. */
const beneathBatches = new WeakMap<FunctionDefinition, Set<FunctionDefinition>>();

/**
 * Makes the engine of this thread one that runs bodies and takes notes, and refuses what needs a component. It stays
 * the same object, so that modules which load `@coco/core` again find their own engine installed.
 */
export function installThreadEngine(stopFlag: Int32Array): void {
  installThisEngine();
  const engine = installedEngine() as Changeable<EnginePort>;
  const runBody = engine.callFunction.bind(engine);
  const idle = engine.signal();
  engine.callFunction = (definition, receiver, args) => {
    const call = runningCall();
    return call === undefined
      ? runBody(definition, receiver, args)
      : callBeneath(call, definition, () => runBody(definition, receiver, args));
  };
  engine.useContext = (key) => refuse(`useContext("${key.name}")`);
  engine.declareTargetState = () => refuse("declareTargetState()");
  engine.declareContainer = () => refuse("declareContainer()");
  engine.mountTarget = async () => refuse("mountTarget()");
  engine.count = (name, by) => {
    const counts = runningCall()?.tally.counts;
    counts?.set(name, (counts.get(name) ?? 0) + by);
  };
  engine.signal = () => {
    const controller = runningCall()?.controller;
    if (controller === undefined) return idle;
    if (Atomics.load(stopFlag, 0) === 1) controller.abort();
    return controller.signal;
  };
}

function callBeneath(call: RunningCall, definition: FunctionDefinition, runBody: () => unknown): unknown {
  const { batching, logicTracking, runner } = definition.options;
  if (runner !== undefined && runner !== call.runner) throw otherRunner(definition, call);
  functionRegistry().stateOf(definition); // what cannot be told apart or followed is an error here too
  const { ran } = call.tally;
  ran.set(definition, (ran.get(definition) ?? 0) + 1);
  if (logicTracking !== "none") call.depends.add(definition);
  const full = logicTracking === undefined || logicTracking === "full";
  if (!batching) return full ? runBody() : runInCall({ ...call, depends: new Set() }, runBody);
  const beneath = beneathBatches.get(definition) ?? new Set();
  beneathBatches.set(definition, beneath);
  const result = runInCall({ ...call, depends: beneath }, runBody) as Promise<unknown>;
  if (!full) return result;
  return result.finally(() => {
    for (const each of beneath) call.depends.add(each);
  });
}

function refuse(what: string): never {
  refuseInWorker(what);
  throw new Error("unreachable"); // this engine is installed in threads of pools alone
}

function otherRunner(definition: FunctionDefinition, call: RunningCall): RunnerError {
  const name = definition.options.name ?? definition.body.name;
  return new RunnerError(
    `${name} runs on the runner "${definition.options.runner?.name}" and was called in a function on the runner "${call.runner?.name}".`,
    { code: "RUNNER_NESTED", hint: "Call it from the function around both, or give the two one runner." },
  );
}
