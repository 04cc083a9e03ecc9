import { pathToFileURL } from "node:url";
import type { FunctionDefinition, RunnerCall } from "@coco/connectorkit";
import { encodeValue, ValueNotStorableError } from "../codec/index.ts";
import { currentDeadline } from "../deadline/current-deadline.ts";
import { functionRegistry } from "../internal/engine.ts";
import { sitePath } from "../logic/stack-trace-mapping.ts";
import { ambiguous, wrappedAs } from "./find-function.ts";
import { type CallMessage, ownBytes } from "./pool-message.ts";
import { RunnerError } from "./runner-error.ts";

/** A call as a message to a thread. The values are encoded now: later changes of them do not count. */
export function callMessage(call: RunnerCall, runner: string): CallMessage {
  const { definition, identity, logic, name } = call;
  refuseDoubles(call);
  const module = moduleOf(definition);
  if (module === undefined) {
    throw new RunnerError(`${name} runs on the runner "${runner}", but the module that wraps it is not known.`, {
      code: "RUNNER_FUNCTION_NOT_FOUND",
      hint: "Call fn(…) at the top level of a module in a file of its own, not in evaluated code.",
    });
  }
  return {
    kind: "call",
    identity,
    name,
    logic,
    module,
    values: encodeCall(call, runner),
    deadline: undefined,
  };
}

const single = new WeakSet<FunctionDefinition>();

/** Functions that a factory makes have one identity, and a thread knows those alone that its modules make by themselves. */
function refuseDoubles({ definition, identity, name }: RunnerCall): void {
  if (single.has(definition)) return;
  const { length } = wrappedAs(functionRegistry(), identity);
  if (length > 1) throw ambiguous(name, length);
  single.add(definition);
}

const modules = new WeakMap<FunctionDefinition, string>();

function moduleOf(definition: FunctionDefinition): string | undefined {
  const known = modules.get(definition);
  if (known !== undefined) return known;
  const file = definition.site === undefined ? undefined : sitePath(definition.site.file);
  if (file === undefined) return undefined;
  const module = pathToFileURL(file).href;
  modules.set(definition, module);
  return module;
}

/** What is left of the deadline when a message is sent. One that may move stays here: the thread is told when to stop. */
export function deadlineOf(): CallMessage["deadline"] {
  const deadline = currentDeadline();
  return deadline === undefined || deadline.moves
    ? undefined
    : { remaining: deadline.remaining, given: deadline.milliseconds, ofUpdate: deadline.ofUpdate };
}

function encodeCall({ receiver, args, name }: RunnerCall, runner: string): Uint8Array {
  try {
    return ownBytes(encodeValue([instanceOf(receiver), args], name));
  } catch (error) {
    if (!ValueNotStorableError.isInstance(error)) throw error;
    const [, part = error.path] = /^\w+\[1\](.*)$/.exec(error.path) ?? [];
    const what = error.path.includes("[0]") && part === error.path ? "this" : `arguments${part}`;
    throw new RunnerError(
      `${name} runs on the runner "${runner}", and ${what} cannot be sent to a worker thread: ${error.message}`,
      {
        code: "RUNNER_VALUE",
        cause: error,
        hint: "Pass plain data (the text of a file, not the file), or register a codec in a module that the function's own module imports.",
      },
    );
  }
}

/** A namespace or a plain object that merely holds the function is not what it works on. */
function instanceOf(receiver: unknown): unknown {
  if (typeof receiver !== "object" || receiver === null || Symbol.toStringTag in receiver) return undefined;
  const prototype = Object.getPrototypeOf(receiver) as object | null;
  return prototype === null || prototype === Object.prototype ? undefined : receiver;
}
