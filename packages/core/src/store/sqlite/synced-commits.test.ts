import { createHook } from "node:async_hooks";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStateStore } from "../open-state-store.ts";
import type { AppState, Change, StateStore } from "../index.ts";

let folder: string;
let store: StateStore;
let app: AppState;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "coco-synced-"));
  store = await openStateStore({ path: path.join(folder, "state.db") });
  app = await store.app("App");
  await app.commit([put("first")]); // the log is opened with the first one
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function put(text: string): Change {
  return { kind: "put", table: "setting", key: Buffer.from(text), value: Buffer.from(text) };
}

/** What the threads of Node's pool did with files while `work` went on: begun, and ended before it resolved. */
async function fileCalls(work: () => Promise<unknown>): Promise<{ begun: number; ended: number }> {
  const begun = new Set<number>();
  let ended = 0;
  const hook = createHook({
    init: (id, type) => void (type.startsWith("FSREQ") && begun.add(id)),
    before: (id) => void (begun.has(id) && (ended += 1)),
  }).enable();
  try {
    await work();
    return { begun: begun.size, ended };
  } finally {
    hook.disable();
  }
}

describe("a commit of a store", () => {
  it("has been synced when it resolves", async () => {
    expect(await fileCalls(() => app.commit([put("a")]))).toEqual({ begun: 1, ended: 1 });
  });

  it("that is to be durable later is not waited for, and is synced with the next one", async () => {
    expect(await fileCalls(() => app.commit([put("a")], "later"))).toEqual({ begun: 0, ended: 0 });
    expect(await fileCalls(() => app.persist())).toEqual({ begun: 1, ended: 1 });
    expect(await fileCalls(() => app.persist())).toEqual({ begun: 0, ended: 0 });
  });

  it("shares a sync with others that come at the same time", async () => {
    const calls = await fileCalls(() => Promise.all(["a", "b", "c"].map((text) => app.commit([put(text)]))));
    expect(calls.begun).toBeLessThanOrEqual(2);
    expect(calls.ended).toBe(calls.begun);
  });
});
