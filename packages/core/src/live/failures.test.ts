import { setTimeout as pause } from "node:timers/promises";
import { describe, expect } from "vitest";
import {
  type DeadLetter,
  exceptionHandler,
  inspect,
  LiveMap,
  mount,
  mountEach,
  onSettled,
  subpath,
  useState,
} from "../index.ts";
import type { TestApp } from "../testing/test-app.ts";
import { it } from "../testing/engine-test.ts";
import { LiveUpdate } from "./testing/live-update.ts";
import { Told } from "./testing/told-source.ts";

const QUICK = { retry: { first: 5, longest: 20 }, rescan: false } as const;

async function lettersOf(app: TestApp): Promise<DeadLetter[]> {
  await using inspection = await inspect(app.storePath);
  const letters: DeadLetter[] = [];
  for await (const letter of (await inspection.app("Test")).deadLetters()) letters.push(letter);
  return letters;
}

describe("what fails in a live update (R3, R6)", () => {
  it("is tried again until it succeeds, and holds nobody else up", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["good", "g1"]]);
    let failures = 0;
    const update = new LiveUpdate(
      app,
      async () => {
        const table = await database.mountTable("docs");
        await mountEach(source, function item(text: string) {
          if (text === "b1" && (failures += 1) <= 3) throw new Error("not yet");
          table.declare(text, 1);
        });
      },
      QUICK,
    );
    await update.ready;
    await source.set("bad", "b1");
    await (await source.set("good", "g2")).ready();
    await update.until(() => "b1" in database.rows("docs"));
    expect(database.rows("docs")).toEqual({ b1: 1, g2: 1 });
    expect(failures).toBe(4);
    const report = await update.stop();
    expect(report.failures).toEqual([]);
    expect(await lettersOf(app)).toEqual([]);
  });

  it("stands among the dead letters with its next attempt, and in the report at the end", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["bad", "b1"]]);
    const update = new LiveUpdate(
      app,
      async () => {
        const table = await database.mountTable("docs");
        await mountEach(source, function item(text: string) {
          if (text.startsWith("b")) throw new Error("never");
          table.declare(text, 1);
        });
      },
      { retry: { first: { hours: 1 }, longest: { hours: 1 } } },
    );
    await update.ready;
    const [letter] = await lettersOf(app);
    expect(letter).toMatchObject({ component: "@item/bad", kind: "mountEach", count: 1, error: { message: "never" } });
    const pause = Number(letter?.nextAttempt) - Number(letter?.last);
    expect(pause).toBeGreaterThan(3_500_000);
    await (await source.set("bad", "b2")).ready(); // a new value is tried at once
    expect(await lettersOf(app)).toMatchObject([{ count: 2 }]);
    const report = await update.stop();
    expect(report.failures).toMatchObject([{ path: "@item/bad", handled: false }]);
  });

  it("is forgotten when its item goes", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["bad", "b1"]]);
    const update = new LiveUpdate(
      app,
      async () => {
        await database.mountTable("docs");
        await mountEach(source, function item() {
          throw new Error("never");
        });
      },
      { retry: { first: { hours: 1 }, longest: { hours: 1 } } },
    );
    await update.ready;
    await (await source.delete("bad")).ready();
    expect(await lettersOf(app)).toEqual([]);
    expect((await update.stop()).failures).toEqual([]);
  });

  it("goes to the exception handlers of the place where it was mounted", async ({ app }) => {
    const source = new LiveMap<string>("texts");
    const taken: string[] = [];
    const update = new LiveUpdate(
      app,
      () =>
        exceptionHandler(
          (error, { displayPath, kind }) => void taken.push(`${kind} ${displayPath}: ${(error as Error).message}`),
          () =>
            mountEach(source, function item() {
              throw new Error("bad");
            }),
        ),
      { retry: { first: { hours: 1 } } },
    );
    await update.ready;
    await (await source.set("x", "1")).ready();
    expect(taken).toEqual(["mountEach @item/x: bad"]);
    await update.stop();
  });

  it("may be a component that an item mounted: it alone is tried again", async ({ app, database }) => {
    const source = new LiveMap<string>("texts");
    let failures = 0;
    let items = 0;
    const update = new LiveUpdate(
      app,
      async () => {
        const table = await database.mountTable("docs");
        const part = function part(text: string): void {
          if ((failures += 1) <= 2) throw new Error("not yet");
          table.declare(text, 1);
        };
        await mountEach(source, async function item(text: string) {
          items += 1;
          await mount(subpath("part"), part, text);
        });
      },
      QUICK,
    );
    await update.ready;
    await source.set("x", "a");
    await update.until(() => "a" in database.rows("docs"));
    expect(items).toBe(1);
    expect((await update.stop()).failures).toEqual([]);
  });

  it("may be a deletion: it is tried again by itself", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["x", "a"]]);
    const update = new LiveUpdate(
      app,
      async () => {
        const table = await database.mountTable("docs");
        await mountEach(source, function item(text: string) {
          table.declare(text, 1);
        });
      },
      QUICK,
    );
    await update.ready;
    let failures = 0;
    database.fault = (what) => (what.startsWith("delete") && (failures += 1) <= 2 ? new Error("locked") : undefined);
    await source.delete("x");
    await update.until(() => !("a" in database.rows("docs")));
    expect(failures).toBe(3);
    while ((await lettersOf(app)).length > 0) await pause(1); // they are struck out when the run is over
    expect((await update.stop()).failures).toEqual([]);
  });

  it("may be a deletion of the first run, that goes on when it is due again", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [
      ["x", "a"],
      ["y", "b"],
    ]);
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      await mountEach(source, function item(text: string) {
        table.declare(text, 1);
      });
      onSettled(() => pause(20)); // longer than the pause before a new attempt
    };
    await app.succeed(main);
    await source.delete("x");
    let failures = 0;
    database.fault = (what) => (what.startsWith("delete") && (failures += 1) <= 1 ? new Error("locked") : undefined);
    const update = new LiveUpdate(app, main, QUICK);
    await update.until(() => !("a" in database.rows("docs")));
    expect(failures).toBe(2);
    expect((await update.stop()).status).toBe("stopped");
  });

  it("may be the source: it is watched again, after it was looked through", async ({ app, database }) => {
    const source = new Told<string>([["x", "a"]]);
    let watches = 0;
    const taken: unknown[] = [];
    const update = new LiveUpdate(
      app,
      async () => {
        const table = await database.mountTable("docs");
        await exceptionHandler(
          (error, { kind }) => {
            taken.push(`${kind}: ${(error as Error).message}`);
            throw error;
          },
          () =>
            mountEach(source, function item(text: string) {
              table.declare(text, 1);
            }),
        );
      },
      QUICK,
    );
    await update.ready;
    source.onWatch = async () => {
      watches += 1;
      if (watches === 1) throw new Error("still down");
    };
    source.entries.set("y", "b");
    source.breakOff(new Error("the connection is lost"));
    await update.until(() => "b" in database.rows("docs"));
    expect(watches).toBe(2);
    expect(taken).toEqual(["live: the connection is lost", "live: still down"]);
    while ((await lettersOf(app)).length > 0) await pause(1); // struck out when it is ready again
    expect((await update.stop()).failures).toEqual([]);
  });

  it("keeps the state of a component from one live run to the next", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["x", "a"]]);
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(source, function item(text: string) {
        const count = useState("count", 0);
        count.value += 1;
        table.declare(text, count.value);
      });
    });
    await update.ready;
    await (await source.set("x", "b")).ready();
    await (await source.set("x", "c")).ready();
    expect(database.rows("docs")).toEqual({ c: 3 });
    await update.stop();
  });
});
