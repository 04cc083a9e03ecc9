import { cutToWidth } from "./display-width.ts";

type Write = NodeJS.WriteStream["write"];

/**
 * A block of lines at the end of a terminal's output that is painted over again and again. What others write meanwhile
 * stands above it.
 */
export class LiveBlock {
  readonly #stream: NodeJS.WriteStream;
  readonly #write: Write;
  readonly #restore: (() => void)[] = [];
  #height = 0;
  #insideLine = false;

  constructor(stream: NodeJS.WriteStream, beside: readonly NodeJS.WriteStream[]) {
    this.#stream = stream;
    this.#write = stream.write.bind(stream);
    for (const each of new Set([stream, ...beside])) if (each.isTTY) this.#makeRoomFor(each);
  }

  /** Paints these lines in place of the ones before. Lines are cut to the terminal's width and height. */
  paint(lines: readonly string[], decorate: (line: string, index: number) => string = (line) => line): void {
    const columns = Math.max(20, this.#stream.columns ?? 80) - 1;
    const rows = Math.max(3, (this.#stream.rows ?? 24) - 2);
    const shown = lines.slice(0, rows).map((line, index) => decorate(cutToWidth(line, columns), index));
    const start = this.#insideLine ? "\n" : "";
    this.#insideLine = false;
    this.#write(`${start}${this.#eraser()}${shown.map((line) => `${line}\n`).join("")}`);
    this.#height = shown.length;
  }

  /** Takes the block away and leaves the streams as they were. */
  close(): void {
    this.#erase();
    for (const restore of this.#restore.splice(0)) restore();
  }

  #eraser(): string {
    return this.#height === 0 ? "" : `\u001B[${this.#height}F\u001B[0J`;
  }

  #erase(): void {
    if (this.#height > 0) this.#write(this.#eraser());
    this.#height = 0;
  }

  #makeRoomFor(stream: NodeJS.WriteStream): void {
    const own = Object.getOwnPropertyDescriptor(stream, "write");
    const original = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: unknown[]): boolean => {
      this.#erase();
      const text = typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString("latin1");
      if (text !== "") this.#insideLine = !text.endsWith("\n");
      return original(chunk, ...rest);
    };
    this.#restore.push(() => {
      if (own === undefined) delete (stream as { write?: Write }).write;
      else Object.defineProperty(stream, "write", own);
    });
  }
}
