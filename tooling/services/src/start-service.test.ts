import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { startProxy } from "./proxy.ts";
import { serviceNamed } from "./services.ts";
import { type StartedService, startService } from "./start-service.ts";

async function ask(service: { readonly url: string }, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: service.url });
  // A server that is killed ends its connections.
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const open = await Promise.race([
    once(socket, "connect").then(() => true),
    once(socket, "error").then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return open;
}

async function tryVectors(service: StartedService): Promise<void> {
  await ask(service, "CREATE EXTENSION vector");
  expect(await ask(service, "SELECT '[1,2]'::vector <-> '[1,4]'::vector AS distance")).toEqual([{ distance: 2 }]);
}

const hasFalkordb = (process.env["COCO_TEST_FALKORDB"] ?? process.env["COCO_SERVICES"] ?? "server") === "server";

describe("a started service", () => {
  // skipped: there is nothing to stand in for a FalkorDB server
  it.skipIf(!hasFalkordb)("is reached through a proxy that can be told to fail", async () => {
    await using service = await startService("falkordb");
    const proxy = await startProxy(service.url);
    const said = connect(Number(new URL(proxy.url).port), "127.0.0.1");
    let answer = "";
    said.setEncoding("utf8").on("data", (text: string) => (answer += text));
    said.write("AUTH coco-tests\r\nPING\r\n");
    await expect.poll(() => answer).toContain("+PONG");
    proxy.cut();
    await once(said, "close");
    proxy.refuse(true);
    const refused = connect(Number(new URL(proxy.url).port), "127.0.0.1");
    refused.on("error", () => {});
    await once(refused, "close");
    await proxy.close();
  });

  it("is Postgres with vectors, and keeps its address and its data when it is killed and started again", async () => {
    await using service = await startService("postgres");
    await tryVectors(service);
    await ask(service, "CREATE TABLE kept AS SELECT 1 AS a");
    if (service.kind === "embedded") return;
    await service.kill();
    expect(await answers(service.url)).toBe(false);
    await service.restart();
    expect(await ask(service, "SELECT a FROM kept")).toEqual([{ a: 1 }]);
  });

  it("is PGlite where no server can be had, and says why", { timeout: 300_000 }, async () => {
    const environment = { ...process.env, COCO_SERVICES: "embedded" };
    expect(await serviceNamed("postgres").find(environment)).toMatchObject({
      kind: "embedded",
      reason: "COCO_SERVICES=embedded asks for it",
    });
    await using service = await startService("postgres", { environment });
    await tryVectors(service);
  });

  it("says what is missing when nothing may be fetched", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "coco-no-services-"));
    const environment = { COCO_SERVICES_DIR: folder, COCO_SERVICES_DOWNLOAD: "never" };
    const found = await serviceNamed("postgres").find(environment);
    rmSync(folder, { recursive: true });
    expect(found.reason).toMatch(/not in the cache .*COCO_SERVICES_DOWNLOAD=never/);
  });

  it("ends with the process that started it, also when that is killed", async () => {
    const program = `import { startService } from ${JSON.stringify(new URL("start-service.ts", import.meta.url).href)};
      const service = await startService("postgres"); console.log(service.url); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [url] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    expect(await answers(url)).toBe(true);
    child.kill("SIGKILL");
    await expect.poll(() => answers(url), { timeout: 20_000 }).toBe(false);
  });
});
