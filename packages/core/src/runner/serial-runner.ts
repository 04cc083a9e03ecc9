import { AsyncLocalStorage } from "node:async_hooks";
import type { Runner, RunnerCall } from "@coco/connectorkit";
import { interruptedBy, interruptionHere, onInterruption } from "../deadline/interruption.ts";

export interface SerialRunnerOptions {
  /** For messages. Default "serial runner". */
  readonly name?: string;
}

/**
 * Makes a runner that runs one body at a time, in the order of the calls, for all functions that share it: for a GPU, or
 * a client that takes no calls side by side. Bodies run in the thread that calls them; `workerPool({ size: 1 })` gives
 * them a thread of their own.
 */
export function serialRunner(options: SerialRunnerOptions = {}): SerialRunner {
  return new SerialRunner(options);
}

/** A runner that lets bodies run one after the other. */
export class SerialRunner implements Runner {
  readonly name: string;
  readonly #inside = new AsyncLocalStorage<boolean>();
  readonly #waiting = new Set<() => void>();
  #busy = false;

  constructor(options: SerialRunnerOptions = {}) {
    this.name = options.name ?? "serial runner";
  }

  /** A body that calls a function of the same runner runs it at once: it would wait for itself. */
  async run(call: RunnerCall): Promise<unknown> {
    if (this.#inside.getStore() === true) return call.runHere();
    await this.#turn();
    try {
      return await this.#inside.run(true, async () => await call.runHere());
    } finally {
      this.#next();
    }
  }

  /** Whether the running code has this runner's turn. */
  get hasTurn(): boolean {
    return this.#inside.getStore() === true;
  }

  async #turn(): Promise<void> {
    const interruption = interruptionHere();
    const early = interruptedBy(interruption);
    if (early !== undefined) throw early;
    if (!this.#busy) {
      this.#busy = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        stop();
        resolve();
      };
      this.#waiting.add(turn);
      const stop = onInterruption(interruption, (error) => {
        this.#waiting.delete(turn);
        reject(error);
      });
    });
  }

  #next(): void {
    const [turn] = this.#waiting;
    if (turn === undefined) {
      this.#busy = false;
      return;
    }
    this.#waiting.delete(turn);
    turn();
  }
}
