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

/** What one caller holds: it lasts while any of the bodies that run beneath it does. */
interface Turn {
  bodies: number;
}

/** A runner that lets bodies run one after the other. */
export class SerialRunner implements Runner {
  readonly name: string;
  readonly #inside = new AsyncLocalStorage<Turn>();
  readonly #waiting = new Set<() => void>();
  #busy = false;

  constructor(options: SerialRunnerOptions = {}) {
    this.name = options.name ?? "serial runner";
  }

  /**
   * A body that calls or mounts a function of the same runner runs it at once: it would wait for itself. What it began in
   * the background and left running keeps the turn.
   */
  async run(call: RunnerCall): Promise<unknown> {
    const held = this.#inside.getStore();
    if (held !== undefined && held.bodies > 0) return this.#runIn(held, call);
    await this.#turn();
    const turn: Turn = { bodies: 0 };
    return this.#inside.run(turn, () => this.#runIn(turn, call));
  }

  /** Whether the running code has this runner's turn. */
  get hasTurn(): boolean {
    return (this.#inside.getStore()?.bodies ?? 0) > 0;
  }

  async #runIn(turn: Turn, call: RunnerCall): Promise<unknown> {
    turn.bodies += 1;
    try {
      return await call.runHere();
    } finally {
      turn.bodies -= 1;
      if (turn.bodies === 0) this.#next();
    }
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
