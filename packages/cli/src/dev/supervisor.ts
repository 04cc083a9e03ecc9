import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { exitCode } from "../exit-code.ts";
import { noteLine } from "../output/print.ts";
import { style } from "../output/style.ts";
import { CodeWatch } from "./code-watch.ts";
import type { LoadedFiles } from "./report-files.ts";

/** An app that does not come to its end after a change of its code is stopped at once after so long. */
const PATIENCE_MS = 5000;

/** Keeps a process with the app running, and starts it anew when the app's code changes. */
export class Supervisor {
  /** The arguments of the command in that process. `restarted`: it is not the first one. */
  readonly #argumentsOf: (restarted: boolean) => readonly string[];
  readonly #watch = new CodeWatch((files) => this.#codeChanged(files));
  readonly #over = Promise.withResolvers<number>();
  #child: ChildProcess | undefined;
  #restart = false;
  #stopping: number | undefined;
  #patience: NodeJS.Timeout | undefined;

  constructor(argumentsOf: (restarted: boolean) => readonly string[]) {
    this.#argumentsOf = argumentsOf;
  }

  /** Goes on until a signal ends it; gives the exit code. `file`: of the app, watched also while it cannot be loaded. */
  async run(file: string): Promise<number> {
    const stop = (signal: NodeJS.Signals): void => this.#stop(signal);
    process.on("SIGINT", stop).on("SIGTERM", stop);
    this.#watch.add(file);
    this.#start(false);
    try {
      return await this.#over.promise;
    } finally {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      clearTimeout(this.#patience);
      this.#watch.close();
    }
  }

  #start(restarted: boolean): void {
    const command = [...process.execArgv, process.argv[1] ?? "", ...this.#argumentsOf(restarted)];
    const child = spawn(process.execPath, command, {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    this.#child = child;
    this.#watch.anyFile = false;
    child.on("message", (message) => {
      for (const file of (message as LoadedFiles).loaded) this.#watch.add(file);
    });
    child.once("exit", (code) => this.#ended(code));
  }

  #ended(code: number | null): void {
    this.#child = undefined;
    clearTimeout(this.#patience);
    if (this.#stopping !== undefined) return this.#over.resolve(this.#stopping);
    if (this.#restart) {
      this.#restart = false;
      return this.#start(true);
    }
    this.#watch.anyFile = code !== exitCode.done;
    const what = code === exitCode.done ? "The update is done." : `The update ended with ${code ?? "a signal"}.`;
    say(`${what} Waiting for a change of the code.`);
  }

  #codeChanged(files: readonly string[]): void {
    const [first = "", ...others] = files.map((file) => path.relative("", file));
    say(`${first}${others.length > 0 ? ` and ${others.length} more` : ""} changed.`);
    if (this.#child === undefined) return this.#start(true);
    if (this.#restart) return undefined; // it is on its way
    this.#restart = true;
    const child = this.#child;
    child.kill("SIGTERM");
    this.#patience = setTimeout(() => {
      say("What was begun has not ended: it is broken off, and done again.");
      child.kill("SIGKILL");
    }, PATIENCE_MS);
    return undefined;
  }

  /** On a terminal the process of the app has got the same Ctrl-C; a second one ends that at once, and so this. */
  #stop(signal: NodeJS.Signals): void {
    const first = this.#stopping === undefined;
    this.#stopping = signal === "SIGINT" ? exitCode.interrupted : exitCode.terminated;
    if (this.#child === undefined) this.#over.resolve(this.#stopping);
    else if (first) this.#child.kill(signal);
  }
}

function say(text: string): void {
  noteLine(style("dim", `coco dev: ${text}`, process.stderr));
}
