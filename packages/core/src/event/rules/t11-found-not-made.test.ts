import { rmSync } from "node:fs";
import {
  absent,
  declareTargetState,
  mountTarget,
  registerRootTargets,
  type Sink,
  type TargetHandler,
  type TargetProvider,
} from "../../index.ts";
import { beforeEach, describe, expect } from "vitest";
import { created, deleted, failed, gone, mountOf, ran } from "./lines.ts";
import { it } from "./rule-test.ts";

type OnExisting = "error" | "adopt" | "replace";
type Action = () => void;

interface Table {
  /** What whoever made it wrote into it, so as to know it again. */
  mark: string;
  readonly rows: Map<string, string>;
}

/** Tables that a target marks as it makes them, as connectors do: it touches no other one of its own accord. */
const tables = new Map<string, Table>();
let marks = 0;
const sink: Sink<Action> = { name: "marked tables", apply: async (actions) => actions.forEach((act) => act()) };

function rowsOf(table: string): TargetHandler<string, string, Action> {
  return {
    reconcile: (key, desired, { mayBeMissing, possible }) => {
      if (desired !== absent && possible.length === 1 && possible[0] === desired && !mayBeMissing) return undefined;
      const payload = (): void => {
        if (desired === absent) tables.get(table)?.rows.delete(String(key));
        else tables.get(table)?.rows.set(String(key), desired);
      };
      return { tracking: desired, action: { sink, payload } };
    },
  };
}

const root: TargetProvider<OnExisting> = registerRootTargets<OnExisting, string, Action>("test.marked", {
  reconcile: (key, desired, { mayBeMissing, possible }) => {
    const name = String(key);
    const isOurs = (table: Table | undefined): boolean => table !== undefined && possible.includes(table.mark);
    if (desired === absent) {
      const drop = (): void => void (isOurs(tables.get(name)) && tables.delete(name));
      return { tracking: absent, action: { sink, payload: drop } };
    }
    if (possible.length === 1 && !mayBeMissing) return undefined;
    const mark = possible.at(-1) ?? `mark ${++marks}`;
    const make = (): void => {
      const table = tables.get(name);
      if (table !== undefined && !isOurs(table) && desired === "error")
        throw new Error(`${name} was not made by this app`);
      if (table === undefined || (!isOurs(table) && desired === "replace")) tables.set(name, { mark, rows: new Map() });
      else table.mark = mark;
    };
    return { tracking: mark, action: { sink, payload: make } };
  },
  child: (key) => rowsOf(String(key)),
});

const main = (onExisting: OnExisting) => async () => {
  const table = await mountTarget<string, OnExisting>(root.state("t", onExisting));
  declareTargetState(table.state("k", "1"));
};
const t = "test.marked/t";
const opened = [ran("/"), ran(mountOf(t))];
const made = [created(t, mountOf(t)), created(`${t}/k`, "/")];
const refused = [failed(mountOf(t), "t was not made by this app"), failed("/", "t was not made by this app")];
const rows = (): Record<string, string> | undefined => {
  const table = tables.get("t");
  return table && Object.fromEntries(table.rows);
};

beforeEach(() => {
  tables.clear();
  tables.set("t", { mark: "someone's", rows: new Map([["foreign", "1"]]) });
});

describe("T11 Found, not made: a container that exists and is not tracked", () => {
  it("is an error, in the next run too, and nothing is written into it", async ({ logOf }) => {
    for (let times = 0; times < 2; times++) expect(await logOf(main("error"))).toEqual([...opened, ...refused]);
    expect(rows()).toEqual({ foreign: "1" });
  });

  it("that was refused is not dropped when it is declared no more", async ({ logOf }) => {
    await logOf(main("error"));
    // What a run that breaks off may have made has to be looked for; what is found there is not that.
    expect(await logOf(async () => undefined)).toEqual([ran("/"), deleted(t, mountOf(t)), gone(mountOf(t))]);
    expect(rows()).toEqual({ foreign: "1" });
  });

  it("is adopted with what is in it, and is the app's own from then on", async ({ logOf }) => {
    expect(await logOf(main("adopt"))).toEqual([...opened, ...made]);
    expect(rows()).toEqual({ foreign: "1", k: "1" });
    expect(await logOf(main("error"))).toEqual(opened);
    expect(await logOf(async () => undefined)).toEqual([ran("/"), deleted(t, mountOf(t)), gone(mountOf(t))]);
    expect(rows()).toBeUndefined();
  });

  it("is replaced, and is the app's own from then on", async ({ logOf }) => {
    expect(await logOf(main("replace"))).toEqual([...opened, ...made]);
    expect(rows()).toEqual({ k: "1" });
    expect(await logOf(main("error"))).toEqual(opened);
  });

  it("of an app whose store was lost is an error as well, and stays", async ({ app, logOf }) => {
    tables.clear();
    expect(await logOf(main("error"))).toEqual([...opened, ...made]);
    for (const ending of ["", "-wal", "-shm"]) rmSync(`${app.storePath}${ending}`, { force: true });
    expect(await logOf(main("error"))).toEqual([...opened, ...refused]);
    expect(rows()).toEqual({ k: "1" });
  });
});
