import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerCodec, subpath, useMount, useState } from "../index.ts";
import { openStateStore } from "../store/index.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;
beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("use-state");
});
afterEach(() => test.dispose());

/** The tables that the runs of a test have written to, with what each transaction put there. */
const committed = (): {
  tables: string[];
  onCommit: (changes: readonly { table?: string; kind: string }[]) => void;
} => {
  const tables: string[] = [];
  return {
    tables,
    onCommit: (changes) => {
      for (const change of changes) tables.push(`${change.kind} ${change.table ?? "appMemo"}`);
    },
  };
};

describe("what useState writes (T8)", () => {
  it("is nothing when nothing changed", async () => {
    const { tables, onCommit } = committed();
    const main = (): void => {
      void useState("read", { deep: [1, 2] }).value;
      useState("untouched", 0);
    };
    await test.succeed(main);
    await test.succeed(main, { onCommit });
    expect(tables).toEqual([]);
  });

  it("goes with its component, and nothing of it is left in the store (T5)", async () => {
    const counting = async (): Promise<void> => void (useState("count", 0).value += 1);
    const main = (mounts: boolean) => async () => {
      if (mounts) await useMount(subpath("counting"), counting);
    };
    const stored = async (): Promise<number> => {
      const opened = await openStateStore({ path: test.storePath });
      const count = await (await opened.app("Test")).count("componentState");
      await opened.close();
      return count;
    };
    await test.succeed(main(true));
    expect(await stored()).toBe(1);
    await test.succeed(main(false));
    expect(await stored()).toBe(0);
  });

  it("is one value with the component's record, after the sinks", async () => {
    const order: string[] = [];
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      database.fault = (what) => void order.push(what);
      useState("count", 0).value += 1;
      table.declare("row", useState("row", 0).value++);
    };
    await test.succeed(main, {
      onCommit: (changes) => {
        for (const change of changes) {
          if (change.kind === "put" && change.table === "componentState") order.push("state");
          if (change.kind === "put" && change.table === "component" && change.key.length === 0) order.push("record");
        }
      },
    });
    expect(order.filter((what) => what === "state")).toHaveLength(1);
    expect(order.indexOf("state")).toBeGreaterThan(order.findIndex((what) => what.startsWith("create")));
  });

  it("is not written when the last transaction is not: the value of the run before stays", async () => {
    const main = async (): Promise<number> => {
      const table = await database.mountTable("t");
      const count = useState("count", 0);
      count.value += 1;
      table.declare("row", count.value);
      return count.value;
    };
    await test.succeed(main);
    const broken = await test.run(main, {
      onCommit: (changes) => {
        if (changes.some((change) => change.kind === "put" && change.table === "componentState"))
          throw new Error("the power is gone");
      },
    });
    expect(messagesOf(broken)).toEqual(["the power is gone"]);
    expect(Object.values(database.rows("t"))).toEqual([2]);
    expect((await test.succeed(main)).result).toBe(2);
  });

  it("does not make a component's record larger", async () => {
    const sizes: number[] = [];
    const main = (): void => {
      const large = useState("large", "");
      large.value = "x".repeat(100_000 + large.value.length);
    };
    await test.succeed(main, {
      onCommit: (changes) => {
        for (const change of changes)
          if (change.kind === "put" && change.table === "component") sizes.push(change.value.length);
      },
    });
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThan(200);
  });

  it("is nothing in a preview", async () => {
    const app = test.define(() => {
      const count = useState("count", 0);
      count.value += 1;
      return count.value;
    });
    await app.update();
    await app.preview();
    expect(await app.update()).toBe(2);
  });

  it("is written once, when the function has returned", async () => {
    let encoded = 0;
    class Counted {}
    registerCodec({
      name: "use-state/Counted",
      version: 1,
      type: Counted,
      encode: () => {
        encoded += 1;
        return null;
      },
      decode: () => new Counted(),
    });
    await test.succeed(async () => {
      const state = useState<unknown>("counted", new Counted());
      for (let count = 0; count < 5; count++) state.value = new Counted();
      expect(encoded).toBe(0);
    });
    expect(encoded).toBe(1);
  });
});

describe("a state that cannot be kept", () => {
  it("fails its component on the first run, and names the key and the part of the value", async () => {
    const report = await test.run(() =>
      useMount(subpath("a.md"), () => {
        useState("handlers", {}).value = { list: [() => 1] };
      }),
    );
    expect(messagesOf(report)).toEqual([
      expect.stringMatching(/the state "handlers" of a\.md cannot be stored: value\.list\[0\] is the function/),
    ]);
  });

  it("that cannot be decoded any more is the initial value, and the log says so", async () => {
    class Gone {}
    const gone = { name: "use-state/Gone", version: 1, type: Gone, encode: () => 1, decode: () => new Gone() };
    let broken = false;
    registerCodec({
      ...gone,
      decode: () => {
        if (broken) throw new Error("no such thing any more");
        return new Gone();
      },
    });
    await test.succeed(() => void (useState<unknown>("gone", null).value = new Gone()));
    broken = true;
    await test.succeed(() => expect(useState<unknown>("gone", "initial").value).toBe("initial"));
    expect(test.log.filter((line) => line.includes('state "gone"'))).toEqual([
      expect.stringContaining("no such thing any more"),
    ]);
  });
});
