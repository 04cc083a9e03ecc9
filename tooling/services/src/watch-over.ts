// A process of its own that runs one server: `node watch-over.ts NAME AVAILABILITY [--stay]`. It takes orders on standard
// input, a word a line, and answers each with a line of JSON. When its input ends, so does it: a server never outlives
// whoever started it. With --stay it goes on until it gets SIGTERM.
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Availability, RunningServer } from "./service.ts";
import { serviceNamed } from "./services.ts";

const [name = "", availability = "{}", stay] = process.argv.slice(2);
const service = serviceNamed(name);
const parent = service.inMemory === true && isWritable("/dev/shm") ? "/dev/shm" : tmpdir();
const folder = mkdtempSync(path.join(parent, `coco-${name}-`));
// The server may run as another user, who must get at its data beneath.
await chmod(folder, 0o755);
let server: RunningServer | undefined;
let port: number | undefined;
// Who ended without a word reads no answer.
process.stdout.on("error", () => {});

function isWritable(place: string): boolean {
  try {
    accessSync(place, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function start(): Promise<{ readonly url: string }> {
  server ??= await service.run(JSON.parse(availability) as Availability, folder, port);
  port = Number(new URL(server.url).port);
  return { url: server.url };
}

async function end(how: "kill" | "stop"): Promise<object> {
  const running = server;
  server = undefined;
  await running?.[how]();
  return {};
}

async function leave(code: number): Promise<never> {
  await end("kill").catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

async function answer(order: string): Promise<void> {
  try {
    if (order === "leave") return await leave(0);
    const result = order === "start" ? await start() : await end(order === "kill" ? "kill" : "stop");
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
    if (server === undefined && order === "start") await leave(1);
  }
}

let last: Promise<void> = Promise.resolve();
const orders = createInterface({ input: process.stdin });
orders.on("line", (order) => {
  last = last.then(() => answer(order));
});
orders.on("close", () => {
  if (stay === undefined) void last.then(() => leave(0));
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (signal === "SIGTERM" || stay === undefined) void leave(0);
  });
}
