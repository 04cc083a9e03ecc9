import { expect, it } from "vitest";
import { StoreClosedError } from "../errors/store-closed-error.ts";
import { StoreLockedError } from "../errors/store-locked-error.ts";
import { StoreNotWritableError } from "../errors/store-not-writable-error.ts";
import { all, none, pairs, put, values } from "./stored-entries.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

/** Readers, writers, closing. */
export function accessContract(place: StoreUnderTest): void {
  it("lets a reader see each commit while a writer is open, and a snapshot the moment of its opening", async () => {
    const { app, open, store } = place;
    const lock = await store.lock();
    await app.commit([put("component", "k", "1")]);
    const reader = await (await open({ readOnly: true })).app("one");
    const snapshot = await (await open({ readOnly: true, snapshot: true })).app("one");
    expect(await values(reader, "component", "k")).toEqual(["1"]);
    await app.commit([put("component", "k", "2")]);
    expect(await values(reader, "component", "k")).toEqual(["2"]);
    expect(await values(snapshot, "component", "k")).toEqual(["1"]);
    expect(pairs(await all(snapshot, "component"))).toEqual([["k", "1"]]);
    await app.clear();
    await app.commit([put("component", "k", "3")]);
    expect(await values(reader, "component", "k")).toEqual(["3"]);
    await lock.release();
  });

  it("refuses changes through a reader", async () => {
    const { app, open } = place;
    await app.commit([put("component", "k", "1")]);
    const reader = await open({ readOnly: true });
    expect(reader.readOnly).toBe(true);
    const readerApp = await reader.app("one");
    await expect(readerApp.commit([put("component", "k", "2")])).rejects.toThrow(StoreNotWritableError);
    await expect(readerApp.deleteUnusedAppMemos()).rejects.toThrow(StoreNotWritableError);
    await expect(readerApp.clear()).rejects.toThrow(StoreNotWritableError);
    await expect((await reader.app("unknown")).clear()).rejects.toThrow(StoreNotWritableError);
    expect(await values(app, "component", "k")).toEqual(["1"]);
  });

  it("gives the lock to one at a time, and to the next after release or close", async () => {
    const { open, store } = place;
    const lock = await store.lock();
    const other = await open();
    const refusal = await other.lock().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreLockedError);
    expect((refusal as StoreLockedError).message).toContain(String(process.pid));
    await lock.release();
    await lock.release();
    await other.lock();
    await expect(store.lock()).rejects.toThrow(StoreLockedError);
    await other.close();
    await store.lock();
  });

  it("refuses work after close, and closes twice", async () => {
    const { app, store } = place;
    await store.close();
    await store.close();
    await expect(app.page("component", { prefix: none, limit: 1 })).rejects.toThrow(StoreClosedError);
    await expect(app.read("component", [none])).rejects.toThrow(StoreClosedError);
    await expect(app.commit([put("component", "k", "1")])).rejects.toThrow(StoreClosedError);
    await expect(store.lock()).rejects.toThrow(StoreClosedError);
    await expect(store.apps()).rejects.toThrow(StoreClosedError);
  });
}
