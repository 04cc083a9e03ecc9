import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Proxy, startProxy } from "@coco-internal/services";
import { setTimeout as pause } from "node:timers/promises";
import { surrealdbError } from "../classify-error.ts";
import { connect, type Connection } from "../connect.ts";
import type { TestDatabase } from "./test-database.ts";

const PROGRAM = fileURLToPath(new URL("server-program.ts", import.meta.url));

/** A database in another process, reached through a proxy. */
export interface RemoteDatabase extends TestDatabase {
  /** Between the app's connection and the server. */
  readonly proxy: Proxy;
  /** Ends the server as a power cut would, and starts it again on the same folder. */
  killAndRestart(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export async function makeRemoteDatabase(): Promise<RemoteDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-surrealdb-"));
  let server: Server = await start(folder, "0");
  const { port } = server;
  const proxy = await startProxy(`ws://127.0.0.1:${port}/rpc`);
  const connection = await connect(proxy.url);
  const other = await connect(`ws://127.0.0.1:${port}/rpc`);
  const kill = async (): Promise<void> => {
    server.child.kill("SIGKILL");
    await once(server.child, "exit");
  };
  const restart = async (): Promise<void> => {
    server = await start(folder, port);
    // What is asked by the test itself has to be answered at once again.
    while (!(await isAnswered(other))) await pause(20);
  };
  return {
    url: proxy.url,
    proxy,
    connection,
    other,
    kill,
    restart,
    async killAndRestart() {
      await kill();
      await restart();
    },
    async ask<T>(text: string, bindings: Record<string, unknown> = {}): Promise<T> {
      const results = await other.query(text, bindings).collect();
      return results.at(-1) as T;
    },
    async close() {
      await connection.close();
      await other.close();
      await proxy.close();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isAnswered(connection: Connection): Promise<boolean> {
  try {
    await connection.query("RETURN 1").collect();
    return true;
  } catch (error) {
    // What refuses the user, who is nobody here, answers as well.
    return surrealdbError(error, "ask").code !== "SURREALDB_UNAVAILABLE";
  }
}

interface Server {
  readonly child: ChildProcess;
  readonly port: string;
}

async function start(folder: string, port: string): Promise<Server> {
  const args = ["--conditions=coco-source", PROGRAM, path.join(folder, "graph"), port];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the server ended with ${String(code)}`);
  });
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
  ended.catch(() => undefined);
  return { child, port: line };
}
