import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { freePort } from "../free-port.ts";
import type { RunningServer } from "../service.ts";
import { ServiceError } from "../service-error.ts";

/** Another process may take a port between its choice and its use. */
const TRIES = 5;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // What a killed server has written stays with the operating system: only a machine that goes down would lose it.
  fsync: "off",
  wal_level: "logical",
  max_connections: "60",
};

/** Runs the server whose programs are in `programs`, on data in `folder`. */
export async function runServer(programs: string, folder: string, port: number | undefined): Promise<RunningServer> {
  const user = userToRunAs();
  const data = path.join(folder, "data");
  if (!existsSync(data)) {
    mkdirSync(data, { mode: 0o700 });
    if (user !== undefined) chownSync(data, user.uid, user.gid);
    await initialise(programs, data, user);
  }
  for (let left = port === undefined ? TRIES : 1; ; left--) {
    const chosen = port ?? (await freePort());
    const started = await start(programs, data, chosen, user);
    if (typeof started !== "string") return controls(started, chosen);
    if (left > 1 && started.includes("could not bind")) continue;
    throw new ServiceError(`Postgres did not start:\n${started}`);
  }
}

interface UserToRunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root. */
function userToRunAs(): UserToRunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

async function initialise(programs: string, data: string, user: UserToRunAs | undefined): Promise<void> {
  const flags = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"];
  const child = spawn(path.join(programs, "initdb"), ["-D", data, ...flags], {
    ...user,
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = collect(child);
  const code = await exitOf(child);
  if (code !== 0) throw new ServiceError(`Postgres could not make its data folder ${data}: ${said()}`);
}

/** The running server; else what it said before it ended. */
async function start(
  programs: string,
  data: string,
  port: number,
  user: UserToRunAs | undefined,
): Promise<ChildProcess | string> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(path.join(programs, "postgres"), ["-D", data, "-p", String(port), ...settings], {
    ...user,
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = collect(child);
  const { promise, resolve } = Promise.withResolvers<ChildProcess | string>();
  child.once("error", (error) => resolve(String(error)));
  child.once("exit", () => resolve(said()));
  child.stderr?.on("data", () => {
    if (said().includes("ready to accept connections")) resolve(child);
  });
  return promise;
}

function controls(child: ChildProcess, port: number): RunningServer {
  const end = (signal: NodeJS.Signals) => async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await exitOf(child);
  };
  // SIGQUIT ends all its processes at once, without a checkpoint; SIGINT ends sessions and writes everything down.
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, kill: end("SIGQUIT"), stop: end("SIGINT") };
}

/** The last of what a process writes to standard error. */
function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (text = (text + chunk).slice(-4_000)));
  return () => text.trim();
}

async function exitOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? 1;
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once("error", () => resolve(1));
  child.once("exit", (code) => resolve(code ?? 1));
  return promise;
}
