import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { collectOutput, exitOf, runInForeground } from "../foreground-server.ts";
import type { RunningServer } from "../service.ts";
import { ServiceError } from "../service-error.ts";

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
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = {
    name: "Postgres",
    command: (chosen: number) =>
      [path.join(programs, "postgres"), "-D", data, "-p", String(chosen), ...settings] as [string, ...string[]],
    options: { ...user },
    ready: "ready to accept connections",
    portTaken: "could not bind",
    url: (chosen: number) => `postgres://postgres@127.0.0.1:${chosen}/postgres`,
    // SIGQUIT ends all its processes at once, without a checkpoint; SIGINT ends sessions and writes everything down.
    signals: { stop: "SIGINT", kill: "SIGQUIT" } as const,
  };
  return runInForeground(server, port);
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
  const said = collectOutput(child);
  const code = await exitOf(child);
  if (code !== 0) throw new ServiceError(`Postgres could not make its data folder ${data}: ${said()}`);
}
