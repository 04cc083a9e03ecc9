import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { freePort } from "./free-port.ts";
import type { RunningServer } from "./service.ts";
import { ServiceError } from "./service-error.ts";

/** Another process may take a port between its choice and its use. */
const TRIES = 5;

/** A server that is not ready by then, on a busy machine too, never will be. */
const START_WITHIN = 300_000;

/** A server that is a process of ours, which writes to its output when it is ready. */
export interface ForegroundServer {
  /** For messages. */
  readonly name: string;
  /** The program and its arguments, to listen on that port of loopback. */
  command(port: number): readonly [program: string, ...args: string[]];
  readonly options?: SpawnOptions;
  /** Stands in the output when clients can come. */
  readonly ready: string;
  /** Stands in the output when another process has the port. */
  readonly portTaken: string;
  url(port: number): string;
  /** How it is ended in good order, and at once. Default: SIGTERM, SIGKILL. */
  readonly signals?: { readonly stop: NodeJS.Signals; readonly kill: NodeJS.Signals };
}

/** Starts a server, on another port if the chosen one was taken meanwhile. */
export async function runInForeground(server: ForegroundServer, port: number | undefined): Promise<RunningServer> {
  for (let left = port === undefined ? TRIES : 1; ; left--) {
    const chosen = port ?? (await freePort());
    const started = await start(server, chosen);
    if (typeof started !== "string") return controls(server, started, chosen);
    if (left > 1 && started.includes(server.portTaken)) continue;
    throw new ServiceError(`${server.name} did not start:\n${started}`);
  }
}

/** The running server; else what it said before it ended. */
async function start({ command, options, ready }: ForegroundServer, port: number): Promise<ChildProcess | string> {
  const [program, ...args] = command(port);
  const child = spawn(program, args, { cwd: "/", ...options, stdio: ["ignore", "pipe", "pipe"] });
  const { promise, resolve } = Promise.withResolvers<ChildProcess | string>();
  const said = collectOutput(child, (text) => {
    if (text.includes(ready)) resolve(child);
  });
  child.once("error", (error) => resolve(String(error)));
  child.once("exit", () => resolve(said()));
  const late = setTimeout(() => child.kill("SIGKILL"), START_WITHIN);
  return promise.finally(() => clearTimeout(late));
}

function controls({ signals, url }: ForegroundServer, child: ChildProcess, port: number): RunningServer {
  const end = (signal: NodeJS.Signals) => async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await exitOf(child);
  };
  const { kill, stop } = signals ?? { stop: "SIGTERM", kill: "SIGKILL" };
  return { url: url(port), kill: end(kill), stop: end(stop) };
}

/** The last of what a process writes. */
export function collectOutput(child: ChildProcess, onText?: (text: string) => void): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text = (text + chunk).slice(-4_000);
      onText?.(text);
    });
  }
  return () => text.trim();
}

export async function exitOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? 1;
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once("error", () => resolve(1));
  child.once("exit", (code) => resolve(code ?? 1));
  return promise;
}
