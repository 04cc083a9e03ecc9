import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SoakFigures, SoakTask } from "./soak-task.ts";

const PROGRAM = fileURLToPath(new URL("soak-process.ts", import.meta.url));

/** How a process ended. */
export interface SoakEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly errors: string;
}

/** A process of the soak, from outside. */
export class SoakedProcess {
  /** What it said that it holds, once a second. */
  readonly figures: SoakFigures[] = [];
  readonly ended: Promise<SoakEnd>;
  /** Resolves when it is ready, or has ended. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;

  constructor(task: SoakTask, compiled: string) {
    const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
    const args = ["--expose-gc", "--conditions=coco-source", PROGRAM, JSON.stringify(task)];
    this.#child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env });
    let errors = "";
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const ready = Promise.withResolvers<void>();
    this.ready = ready.promise;
    let rest = "";
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.figures.push(JSON.parse(line) as SoakFigures);
      ready.resolve();
    });
    this.ended = new Promise((resolve) => {
      this.#child.on("close", (code, signal) => {
        ready.resolve();
        resolve({ code, signal, errors });
      });
    });
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async signal(signal: "SIGINT" | "SIGKILL"): Promise<SoakEnd> {
    this.#child.kill(signal);
    return this.ended;
  }

  send(signal: "SIGINT"): void {
    this.#child.kill(signal);
  }
}
