import { cutToWidth, displayWidth } from "./display-width.ts";

type Write = NodeJS.WriteStream["write"];

const REPAINT_MS = 100;
/** Terminals that know these show a frame as a whole; the others ignore them. */
const BEGIN_FRAME = "\u001B[?2026h";
const END_FRAME = "\u001B[?2026l";
const ERASE_LINE_END = "\u001B[K";
const ERASE_BELOW = "\u001B[J";

/**
 * A block of lines at the end of a terminal's output that is painted over again and again. What others write meanwhile
 * stands above it. A frame replaces the one before line by line in one write, so that nothing is ever blank in between.
 */
export class LiveBlock {
  readonly #stream: NodeJS.WriteStream;
  readonly #write: Write;
  readonly #restore: (() => void)[] = [];
  /** How wide each of the painted lines is. */
  #painted: readonly number[] = [];
  #frame = "";
  #lines: readonly string[] = [];
  #decorate: (line: string, index: number) => string = (line) => line;
  #insideLine = false;
  #repaint: NodeJS.Timeout | undefined;

  constructor(stream: NodeJS.WriteStream, beside: readonly NodeJS.WriteStream[]) {
    this.#stream = stream;
    this.#write = stream.write.bind(stream);
    for (const each of new Set([stream, ...beside])) if (each.isTTY) this.#makeRoomFor(each);
    const resized = (): void => this.#soon();
    stream.on("resize", resized);
    this.#restore.push(() => stream.off("resize", resized));
  }

  /** Paints these lines in place of the ones before. Lines are cut to the terminal's width and height. */
  paint(lines: readonly string[], decorate: (line: string, index: number) => string = (line) => line): void {
    clearTimeout(this.#repaint);
    this.#repaint = undefined;
    this.#lines = lines;
    this.#decorate = decorate;
    const columns = Math.max(2, this.#stream.columns ?? 80);
    const shown = fit(lines, (this.#stream.rows ?? 24) - 2).map((line) => cutToWidth(line, columns - 1));
    const frame = `${columns}\n${shown.join("\n")}`;
    if (frame === this.#frame && this.#painted.length > 0 && !this.#insideLine) return;
    const start = this.#insideLine ? "\n" : this.#toTop();
    const text = shown.map((line, index) => `${decorate(line, index)}${ERASE_LINE_END}\n`).join("");
    this.#write(`${BEGIN_FRAME}${start}${text}${ERASE_BELOW}${END_FRAME}`);
    this.#insideLine = false;
    this.#frame = frame;
    this.#painted = shown.map(displayWidth);
  }

  /** Takes the block away and leaves the streams as they were. */
  close(): void {
    clearTimeout(this.#repaint);
    this.#erase();
    for (const restore of this.#restore.splice(0)) restore();
  }

  /** Moves to the beginning of the block. A terminal that became narrower has broken its lines. */
  #toTop(): string {
    const columns = Math.max(2, this.#stream.columns ?? 80);
    const rows = this.#painted.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    return rows === 0 ? "" : `\u001B[${rows}F`;
  }

  #erase(): void {
    if (this.#painted.length > 0) this.#write(`${this.#toTop()}${ERASE_BELOW}`);
    this.#painted = [];
  }

  /** What somebody writes takes the block away: it is soon back, below that. */
  #soon(): void {
    this.#repaint ??= setTimeout(() => this.paint(this.#lines, this.#decorate), REPAINT_MS).unref();
  }

  #makeRoomFor(stream: NodeJS.WriteStream): void {
    const own = Object.getOwnPropertyDescriptor(stream, "write");
    const original = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: unknown[]): boolean => {
      this.#erase();
      this.#soon();
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

function fit(lines: readonly string[], rows: number): readonly string[] {
  const most = Math.max(1, rows);
  if (lines.length <= most) return lines;
  return most === 1
    ? lines.slice(0, 1)
    : [...lines.slice(0, most - 1), `  … and ${lines.length - most + 1} more lines`];
}
