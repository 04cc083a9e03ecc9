import path from "node:path";
import { runInForeground } from "../foreground-server.ts";
import type { RunningServer } from "../service.ts";

/** Runs the server whose programs are in `programs`, on data in `folder`. What a killed server has answered stays with the operating system: only a machine that goes down would lose it. */
export async function runFalkordb(programs: string, folder: string, port: number | undefined): Promise<RunningServer> {
  const server = {
    name: "FalkorDB",
    command(chosen: number): [string, ...string[]] {
      const place = ["--bind", "127.0.0.1", "--port", String(chosen), "--dir", folder];
      const durable = ["--save", "", "--appendonly", "yes", "--appendfsync", "no"];
      const module = ["--requirepass", "coco-tests", "--loadmodule", path.join(programs, "falkordb.so")];
      return [path.join(programs, "redis-server"), ...place, ...durable, ...module];
    },
    ready: "Ready to accept connections",
    portTaken: "already in use",
    url: (chosen: number) => `redis://:coco-tests@127.0.0.1:${chosen}`,
  };
  return runInForeground(server, port);
}
