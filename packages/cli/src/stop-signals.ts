import { endProcess } from "./end-process.ts";
import { exitCode } from "./exit-code.ts";
import { noteLine } from "./output/print.ts";

const codes = { SIGINT: exitCode.interrupted, SIGTERM: exitCode.terminated } as const;
type Signal = keyof typeof codes;

/** A second signal that comes sooner is the first one, passed on by npx or pnpm to the process that had it already. */
const SAME_SIGNAL_MS = 250;

/** The first Ctrl-C (or SIGTERM) aborts `signal`, so that the run ends in good order; the second ends the process. */
export class StopSignals {
  readonly #controller = new AbortController();
  readonly #listener = (name: NodeJS.Signals): void => this.#received(name as Signal);
  #firstAt = 0;
  #code: number | undefined;
  readonly #tell: (name: NodeJS.Signals) => void;

  /** `tell` says that the run is asked to stop. Default: a line for a person. */
  constructor(tell: (name: NodeJS.Signals) => void = sayStopping) {
    this.#tell = tell;
    for (const name of Object.keys(codes)) process.on(name, this.#listener);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What to end with when a signal came; else `undefined`. */
  get code(): number | undefined {
    return this.#code;
  }

  dispose(): void {
    for (const name of Object.keys(codes)) process.off(name, this.#listener);
  }

  #received(name: Signal): void {
    if (this.#code === undefined) {
      this.#code = codes[name];
      this.#firstAt = performance.now();
      this.#tell(name);
      this.#controller.abort(new Error(`The process received ${name}.`));
    } else if (performance.now() - this.#firstAt > SAME_SIGNAL_MS) {
      endProcess(codes[name]);
    }
  }
}

/** Says to a person what happens now. */
export function sayStopping(): void {
  noteLine("Stopping: nothing new is begun, writes in progress finish. Ctrl-C again exits at once.");
}
