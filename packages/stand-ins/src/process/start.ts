import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Fault } from "../server/faults.ts";
import { CONTROL } from "../server/serve.ts";
import type { StandInName } from "./services.ts";

export interface StandInOptions {
  /** What clients have to present. Default: nothing. */
  readonly apiKey?: string;
  /** The largest body of a request, in bytes. Default: the service's own limit. */
  readonly maxRequestBytes?: number;
  /** Keep what is written in a file, so that it survives `kill`. Default: true. */
  readonly durable?: boolean;
}

/** A server in a process of its own, which ends with this one. */
export interface StandIn {
  /** Where it listens; the same after a restart. */
  readonly url: string;
  /** Orders a fault, and gives what takes it back. One that has happened `times` times is over by itself. */
  fail(fault: Fault): Promise<() => Promise<void>>;
  /** Ends the process at once, as a power cut would. What it answered for is kept. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, at the same address, with what it held. */
  restart(): Promise<void>;
  /** Ends it and removes what it kept. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

type Process = ChildProcessByStdio<Writable, Readable, null>;

/** Starts a server that stands in for Qdrant. */
export function startQdrant(options: StandInOptions = {}): Promise<StandIn> {
  return start("qdrant", options);
}

/** Starts a server that stands in for Turbopuffer. Clients take its address as `baseURL`. */
export function startTurbopuffer(options: StandInOptions = {}): Promise<StandIn> {
  return start("turbopuffer", options);
}

async function start(name: StandInName, options: StandInOptions): Promise<StandIn> {
  const folder = options.durable === false ? undefined : await mkdtemp(path.join(tmpdir(), `coco-${name}-`));
  const flags = [
    "--attached",
    ...(folder === undefined ? [] : ["--folder", folder]),
    ...(options.apiKey === undefined ? [] : ["--api-key", options.apiKey]),
    ...(options.maxRequestBytes === undefined ? [] : ["--max-request-bytes", String(options.maxRequestBytes)]),
  ];
  let running = await run(name, flags);
  const { url } = running;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  };
  const stop = async (): Promise<void> => {
    await end("SIGTERM");
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  return {
    url,
    async fail(fault) {
      const answer = await fetch(`${url}/${CONTROL}/faults`, { method: "POST", body: JSON.stringify(fault) });
      const { fault: number } = (await answer.json()) as { readonly fault: number };
      return async () => {
        // A server that was ended has forgotten its faults.
        await fetch(`${url}/${CONTROL}/faults/${number}`, { method: "DELETE" }).catch(() => undefined);
      };
    },
    kill: () => end("SIGKILL"),
    async restart() {
      running = await run(name, [...flags, "--port", new URL(url).port]);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The command beside this file, from source or as built. */
function commandFile(): string {
  const isSource = import.meta.url.endsWith(".ts");
  return fileURLToPath(new URL(isSource ? "../command.ts" : "./command.mjs", import.meta.url));
}

async function run(
  name: StandInName,
  flags: readonly string[],
): Promise<{ readonly child: Process; readonly url: string }> {
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const child = spawn(process.execPath, [commandFile(), name, ...flags], {
    // Of its own group: Ctrl-C reaches this process, whose end it sees.
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
    env: environment,
  });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), once(child, "exit").then(() => undefined)]);
  if (first === undefined) throw new Error(`the stand-in for ${name} did not start`);
  const { url } = JSON.parse(first[0] as string) as { readonly url: string };
  return { child, url };
}
