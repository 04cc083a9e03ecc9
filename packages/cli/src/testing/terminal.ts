import { spawn } from "@lydell/node-pty";
import { command, environmentFor } from "./project.ts";

/** What is typed when something is shown. Each is typed once, in this order. */
export interface Reaction {
  readonly when: string;
  readonly type?: string;
  readonly act?: () => void;
}

export interface Shown {
  readonly code: number;
  /** All that was written to the terminal, with line ends of the pipe. */
  readonly shown: string;
}

export const CTRL_C = "\u0003";

/** Runs `coco` in a folder on a terminal, and reacts to what it shows. */
export function onTerminal(
  folder: string,
  args: readonly string[],
  reactions: readonly Reaction[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Shown> {
  const terminal = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    cols: 200,
    rows: 50,
    env: environmentFor({ TERM: "xterm-256color", ...environment }),
  });
  const waiting = [...reactions];
  let shown = "";
  let seen = 0;
  terminal.onData((text) => {
    shown += text;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const at = shown.indexOf(next.when, seen);
      if (at < 0) return;
      seen = at + next.when.length;
      waiting.shift();
      next.act?.();
      if (next.type !== undefined) terminal.write(next.type);
    }
  });
  return new Promise((resolve) =>
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, shown: shown.replaceAll("\r\n", "\n") })),
  );
}
