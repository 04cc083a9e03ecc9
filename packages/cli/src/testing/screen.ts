import { createRequire } from "node:module";
import { type IPty, spawn } from "@lydell/node-pty";
import type * as Headless from "@xterm/headless";
import { command, environmentFor } from "./project.ts";

// Its build for modules is for browsers.
const { Terminal }: typeof Headless = createRequire(import.meta.url)("@xterm/headless");

/** What a person sees: a real terminal that interprets what a command prints, and can be resized. */
export class Screen {
  readonly ended: Promise<number>;
  /** Everything that was printed. */
  shown = "";
  /** In how many pieces. */
  writes = 0;
  readonly #terminal: Headless.Terminal;
  readonly #process: IPty;
  #interpreted: Promise<void> = Promise.resolve();

  constructor(
    folder: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    { columns = 60, rows = 20 }: { readonly columns?: number; readonly rows?: number } = {},
  ) {
    this.#terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    this.#process = spawn(process.execPath, [command, ...args], {
      cwd: folder,
      cols: columns,
      rows,
      env: environmentFor({ TERM: "xterm-256color", ...environment }),
    });
    this.#process.onData((text) => {
      this.shown += text;
      this.writes += 1;
      const before = this.#interpreted;
      this.#interpreted = new Promise((resolve) => void before.then(() => this.#terminal.write(text, resolve)));
    });
    this.ended = new Promise((resolve) =>
      this.#process.onExit(({ exitCode }) => void this.#interpreted.then(() => resolve(exitCode))),
    );
  }

  type(keys: string): void {
    this.#process.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#process.resize(columns, rows);
  }

  /** The lines from the first to the last that is not empty, scrolled away or not. */
  lines(): string[] {
    return this.#linesFrom(0);
  }

  /** Those that are on the screen now. */
  visible(): string[] {
    return this.#linesFrom(this.#terminal.buffer.active.baseY);
  }

  #linesFrom(first: number): string[] {
    const { active } = this.#terminal.buffer;
    const count = active.length - first;
    const lines = Array.from({ length: count }, (_, at) => active.getLine(first + at)?.translateToString(true) ?? "");
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** Resolves when what is seen satisfies `test`; rejects when the command ends before. */
  async until(test: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
    let over = false;
    void this.ended.then(() => (over = true));
    for (;;) {
      await this.#interpreted;
      const lines = this.lines();
      if (test(lines)) return lines;
      if (over) throw new Error(`ended before it was seen:\n${lines.join("\n")}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  kill(): void {
    this.signal("SIGKILL");
  }
}
