import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openFolder } from "./open-folder.ts";
import { type StandIn, type StandInOptions, startQdrant } from "./start.ts";

async function started(options: StandInOptions = {}): Promise<StandIn> {
  const server = await startQdrant(options);
  onTestFinished(() => server.stop());
  return server;
}

const points = (url: string, ...ids: number[]) =>
  fetch(`${url}/collections/notes/points?wait=true`, {
    method: "PUT",
    body: JSON.stringify({ points: ids.map((id) => ({ id, vector: {}, payload: { text: `t${id}` } })) }),
  });

async function count(url: string): Promise<number> {
  const answer = await fetch(`${url}/collections/notes/points/count`, { method: "POST", body: "{}" });
  return ((await answer.json()) as { readonly result: { readonly count: number } }).result.count;
}

const create = (url: string) =>
  fetch(`${url}/collections/notes`, { method: "PUT", body: JSON.stringify({ vectors: {} }) });

describe("a server that stands in", () => {
  it("comes back after it was killed with all that it answered for, at the same address", async () => {
    const server = await started();
    await create(server.url);
    await points(server.url, 1, 2, 3);
    await server.kill();
    await expect(count(server.url)).rejects.toThrow("fetch failed");
    await server.restart();
    expect(await count(server.url)).toBe(3);
  });

  it("fails as it is told, so often, and no longer than it is told", async () => {
    const { fail, url } = await started();
    await create(url);
    await fail({ kind: "status", status: 429, retryAfter: 7, times: 1 });
    const throttled = await points(url, 1);
    expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await points(url, 1)).status).toBe(200);
    const mend = await fail({ kind: "refuse", field: "text", value: "t2" });
    expect([(await points(url, 2, 3)).status, (await points(url, 3)).status]).toEqual([400, 200]);
    await mend();
    expect((await points(url, 2)).status).toBe(200);
    expect(await count(url)).toBe(3);
  });

  it.each([
    ["nothing", 0],
    ["half", 2],
    ["all", 4],
  ] as const)("cuts a connection when %s of a write is done", async (done, left) => {
    const { fail, url } = await started();
    await create(url);
    await fail({ kind: "cut", done, times: 1 });
    await expect(points(url, 1, 2, 3, 4)).rejects.toThrow("fetch failed");
    expect(await count(url)).toBe(left);
  });

  it("wants its key", async () => {
    const { url } = await started({ apiKey: "right" });
    expect((await create(url)).status).toBe(401);
    expect((await fetch(`${url}/collections`, { headers: { "api-key": "wrong" } })).status).toBe(403);
    expect((await fetch(`${url}/collections`, { headers: { "api-key": "right" } })).status).toBe(200);
  });

  it("serves what other folders keep, as they are when they are opened", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "coco-folders-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const { url } = await started();
    const first = await openFolder(url, path.join(folder, "a"));
    await create(first.url);
    await points(first.url, 1, 2);
    await cp(path.join(folder, "a"), path.join(folder, "b"), { recursive: true });
    await points(first.url, 3);
    // A line that was not finished when its writer was killed.
    await appendFile(path.join(folder, "b", "requests.jsonl"), '{"method":');
    for (const expected of [2, 3]) {
      const copy = await openFolder(url, path.join(folder, "b"));
      expect([await count(first.url), await count(copy.url)]).toEqual([3, expected]);
      await points(copy.url, 4);
      await copy.close();
      await expect(count(copy.url)).rejects.toThrow("fetch failed");
    }
    await expect(create(url)).resolves.toMatchObject({ status: 200 });
  });
});
