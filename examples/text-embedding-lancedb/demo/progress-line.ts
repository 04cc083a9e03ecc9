import type { WriteStream } from "node:tty";
import { pageWidth } from "./say.ts";

/** What is over sooner needs no line that flashes by. */
const FIRST = 200;
/** Between two lines of progress where none can be painted over. */
const PLAIN_INTERVAL = 2000;

/** Says how far something is: one line that is painted over on a terminal, now and then a line of its own elsewhere. */
export class ProgressLine {
  readonly #stream: WriteStream;
  #shown = "";
  #next: number;

  constructor(stream: WriteStream) {
    this.#stream = stream;
    this.#next = performance.now() + (stream.isTTY ? FIRST : PLAIN_INTERVAL);
  }

  show(text: string): void {
    if (text === this.#shown || performance.now() < this.#next) return;
    if (this.#stream.isTTY) {
      // A line that wraps could not be painted over.
      this.#stream.write(`\r${text.slice(0, pageWidth() - 1)}\u001B[K`);
    } else {
      this.#next = performance.now() + PLAIN_INTERVAL;
      this.#stream.write(`${text} …\n`);
    }
    this.#shown = text;
  }

  /** Takes the line away from a terminal. */
  clear(): void {
    if (this.#stream.isTTY && this.#shown !== "") this.#stream.write("\r\u001B[K");
    this.#shown = "";
  }
}
