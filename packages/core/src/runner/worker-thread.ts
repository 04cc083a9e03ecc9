import { type MessagePort, parentPort } from "node:worker_threads";
import type { FunctionDefinition } from "@coco/connectorkit";
import { encodeValue } from "../codec/index.ts";
import { runWithDeadline } from "../deadline/current-deadline.ts";
import { Deadline } from "../deadline/deadline.ts";
import { systemClock } from "../deadline/clock.ts";
import type { FunctionState } from "../function/function-state.ts";
import { decodeCrossing } from "./decode-crossing.ts";
import { encodeError } from "./error-transport.ts";
import { FunctionFinder } from "./find-function.ts";
import { type AnswerMessage, type CallMessage, ownBytes, type StopMessage, transferList } from "./pool-message.ts";
import { poolThread } from "./pool-thread.ts";
import { type CallTally, runInCall, type RunningCall } from "./running-call.ts";
import { RunnerError } from "./runner-error.ts";
import { installThreadEngine } from "./thread-engine.ts";
import { SetupError, setUpOnce } from "./thread-setup.ts";

/** The module that each thread of a pool starts with: this one, or the bundle that it became part of. */
export const threadModule: URL = new URL(import.meta.url);

/** What a thread does: one call at a time. */
class Thread {
  readonly #port: MessagePort;
  readonly #finder: FunctionFinder = new FunctionFinder();
  readonly #numbers = new Map<FunctionDefinition, number>();
  #running: AbortController | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  serve(): void {
    this.#port.on("message", (message: CallMessage | StopMessage) => {
      if (message.kind === "stop") this.#running?.abort();
      else void this.#answer(message);
    });
  }

  async #answer(message: CallMessage): Promise<void> {
    const tally: CallTally = { ran: new Map(), counts: new Map(), volatile: false };
    const depends = new Set<FunctionDefinition>();
    const controller = new AbortController();
    this.#running = controller;
    let kind: AnswerMessage["kind"] = "value";
    let content: Uint8Array;
    let broken = false;
    try {
      const state = await this.#finder.find(message);
      const { runner } = state.definition.options;
      await setUpOnce(runner, message.name);
      content = await runBody(message, state, { runner, controller, tally, depends });
    } catch (error) {
      kind = "error";
      content = encodeError(error);
      broken = SetupError.isInstance(error);
    }
    this.#running = undefined;
    content = ownBytes(content);
    const learned: [string, Uint8Array | undefined][] = [];
    const ran = [...new Set([...tally.ran.keys(), ...depends])].map(
      (definition) =>
        [this.#number(definition, learned), tally.ran.get(definition) ?? 0, depends.has(definition)] as const,
    );
    const answer: AnswerMessage = {
      kind,
      content,
      learned,
      ran,
      counts: [...tally.counts],
      volatile: tally.volatile,
      broken,
    };
    this.#port.postMessage(answer, transferList(content));
  }

  #number(definition: FunctionDefinition, learned: [string, Uint8Array | undefined][]): number {
    let number = this.#numbers.get(definition);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(definition, number);
      const { identity, logic } = this.#finder.registry.stateOf(definition);
      learned.push([identity, logic]);
    }
    return number;
  }
}

async function runBody(message: CallMessage, state: FunctionState, call: RunningCall): Promise<Uint8Array> {
  const { deadline } = message;
  const [receiver, args] = decodeCrossing(message.values, `An argument of ${message.name}`) as [unknown, unknown[]];
  const { body } = state.definition;
  const value: unknown = await runInCall(call, () =>
    runWithDeadline(
      deadline === undefined
        ? undefined
        : new Deadline(deadline.remaining, systemClock, deadline.given, deadline.ofUpdate),
      async () => await body.apply(receiver, args),
    ),
  );
  try {
    return encodeValue(value, `the result of ${message.name}`);
  } catch (error) {
    throw new RunnerError(`The result of ${message.name} cannot leave the worker thread: ${(error as Error).message}`, {
      code: "RUNNER_VALUE",
      cause: error,
      hint: "Return plain data, or register a codec in a module that the function's own module imports.",
    });
  }
}

// Imported in the main thread for its address alone; in a thread of a pool this is what it is there for.
if (poolThread !== undefined && parentPort !== null) {
  installThreadEngine(new Int32Array(poolThread.stop));
  new Thread(parentPort).serve();
}
