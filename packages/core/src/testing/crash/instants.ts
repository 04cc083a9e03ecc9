import { writeFileSync } from "node:fs";

/** The points that a program passes, of which it may be killed at one. */
export class Instants {
  /** Told of each instant, with its number from 1. */
  onPass: ((count: number) => void) | undefined;
  /** What was passed, in order. */
  readonly passed: string[] = [];
  readonly #killAt: number;
  readonly #note: string;

  /** `killAt`: how many are passed before the process ends. 0: it does not. `note`: the file that tells where it ended. */
  constructor(killAt = 0, note = "") {
    this.#killAt = killAt;
    this.#note = note;
  }

  pass(kind: string): void {
    this.passed.push(kind);
    this.onPass?.(this.passed.length);
    if (this.passed.length !== this.#killAt) return;
    writeFileSync(this.#note, kind);
    process.kill(process.pid, "SIGKILL");
  }
}
