import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreLockedError } from "../errors/store-locked-error.ts";
import { openStateStore } from "../open-state-store.ts";
import type { StateStore } from "../state-store.ts";

const moduleUrl = new URL("../open-state-store.ts", import.meta.url).href;

describe("one writer per store (R5), between processes", () => {
  let folder: string;
  let path: string;
  const children: ChildProcess[] = [];

  /** Runs code in a process of its own, with `store` open; gives its lines. */
  function start(code: string): { child: ChildProcess; lines: AsyncIterator<string> } {
    const whole = `
      const { openStateStore } = await import(${JSON.stringify(moduleUrl)});
      const path = ${JSON.stringify(path)};
      const stay = () => setInterval(() => {}, 1_000);
      ${code}`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", whole], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  async function refusal(store: StateStore): Promise<StoreLockedError> {
    const error = await store.lock().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreLockedError);
    return error as StoreLockedError;
  }

  const holder = `
    const store = await openStateStore({ path });
    await store.lock();
    console.log("locked");
    stay();`;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "coco-lock-"));
    path = join(folder, "state.db");
  });

  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    await rm(folder, { recursive: true });
  });

  it("names the process that has the lock, and gives the lock once that process was killed", async () => {
    const { child, lines } = start(holder);
    expect((await lines.next()).value).toBe("locked");
    const store = await openStateStore({ path });
    const error = await refusal(store);
    expect(error.holder).toMatchObject({ pid: child.pid, host: hostname(), command: process.execPath });
    expect(error.message).toContain(`in use by process ${child.pid} on ${hostname()} since `);
    await kill(child);
    const lock = await store.lock();
    expect(existsSync(`${path}.holder`)).toBe(true);
    await lock.release();
    expect(existsSync(`${path}.holder`)).toBe(false);
    await store.close();
  });

  it("does not name a process that is gone", async () => {
    const { child, lines } = start(holder);
    await lines.next();
    const gone = start("");
    await once(gone.child, "exit");
    const text = JSON.stringify({ pid: gone.child.pid, host: hostname(), command: "x", since: "y" });
    const store = await openStateStore({ path });
    for (const content of [text, "", "{", "{}"]) {
      await writeFile(`${path}.holder`, content);
      const error = await refusal(store);
      expect(error.message).toContain("in use by another process.");
      expect(error.holder).toBeUndefined();
    }
    await store.close();
    await kill(child);
  });

  it("lets several processes open a new store at once: each gets it, or hears who makes it", async () => {
    const opening = `
      try {
        const store = await openStateStore({ path });
        console.log((await store.check()).length === 0 ? "whole" : "broken");
        await store.close();
      } catch (error) {
        console.log(error.code);
      }`;
    const started = Array.from({ length: 4 }, () => start(opening));
    const answers = await Promise.all(started.map(async ({ lines }) => (await lines.next()).value));
    expect(answers).toContain("whole");
    for (const answer of answers) expect(["whole", "STORE_LOCKED"]).toContain(answer);
  });

  const writer = `
    const store = await openStateStore({ path });
    const app = await store.app("app");
    for (let count = 1; ; count += 1) {
      const key = Buffer.from(String(count).padStart(9, "0"));
      const put = (table) => ({ kind: "put", table, key, value: Buffer.alloc(500, count) });
      await app.commit([put("component"), put("functionMemo")]);
      console.log(count);
      // Lets the line out.
      await new Promise((resolve) => setImmediate(resolve));
    }`;

  it("keeps what was committed, and nothing by halves, when the writer is killed", async () => {
    const { child, lines } = start(writer);
    let told = 0;
    while (told < 50) told = Number((await lines.next()).value);
    await kill(child);
    const store = await openStateStore({ path });
    expect(await store.check()).toEqual([]);
    const app = await store.app("app");
    const range = { prefix: new Uint8Array(), limit: 100_000 };
    const components = await app.page("component", range);
    expect(components.length).toBeGreaterThanOrEqual(told);
    expect(await app.page("functionMemo", range)).toEqual(components);
    await store.close();
  });

  it("never makes a reader wait or fail while the writer commits", async () => {
    const { lines } = start(writer);
    await lines.next();
    const store = await openStateStore({ path, readOnly: true });
    const app = await store.app("app");
    const range = { prefix: new Uint8Array(), limit: 100_000 };
    let seen = 0;
    while (seen < 100) {
      const count = (await app.page("component", range)).length;
      expect(count).toBeGreaterThanOrEqual(seen);
      expect((await app.page("functionMemo", range)).length).toBeGreaterThanOrEqual(count);
      seen = count;
      await lines.next();
    }
    await store.close();
  });
});
