import { describe, expect } from "vitest";
import { useMount, volatile } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { eachOf, MEMO_WAYS, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const NO_RESULT = "the last run left no result to reuse";

const BENEATH = [
  { what: "a plain function", inner: false },
  { what: "a memoized function", inner: true },
  { what: "a function of the app", inner: "app" },
] as const;

describe("M1 Hit: not of what called volatile()", () => {
  it.for(MEMO_WAYS)("$way: it runs each time", async (way, { logOf }) => {
    const main = () => way.reach(work("f", { memo: way.memo }, async () => volatile()));
    await logOf(main());
    for (let run = 0; run < 2; run++) {
      expect(await logOf(main())).toEqual([ROOT_RAN, way.ran("f", way.mounted ? NO_RESULT : "new")]);
    }
  });

  it.for(eachOf(BENEATH, MEMO_WAYS))(
    "$way: nor is who calls it, when $what did",
    async ({ inner, ...way }, { logOf }) => {
      const main = () => {
        const g = work("g", { memo: inner }, async () => volatile());
        return way.reach(work("f", { memo: way.memo }, async () => g()));
      };
      await logOf(main());
      const kept = inner === "app" || (inner && way.memo !== "app");
      expect(await logOf(main())).toEqual([
        ROOT_RAN,
        way.ran("f", way.mounted ? NO_RESULT : "new"),
        `g()${inner === "app" ? "" : way.beneath("f")} ran: ${kept ? "new" : ALWAYS}`,
      ]);
    },
  );

  it.for(MEMO_WAYS)("$way: it does while it calls it, and not else", async (way, { logOf }) => {
    let calls = true;
    const main = () =>
      way.reach(
        work("f", { memo: way.memo }, async () => {
          if (calls) volatile();
        }),
      );
    await logOf(main());
    calls = false;
    expect(await logOf(main())).toEqual([ROOT_RAN, way.ran("f", way.mounted ? NO_RESULT : "new")]);
    expect(await logOf(main())).toEqual([ROOT_RAN, way.reused("f")]);
  });

  it("what stands beside it, or beneath, is kept", async ({ logOf }) => {
    const main = () => {
      const beneath = work("beneath", { memo: true });
      const beside = work("beside", { memo: true });
      const f = work("f", { memo: true }, async () => {
        await beneath();
        volatile();
      });
      return async () => {
        await f();
        await beside();
      };
    };
    await logOf(main());
    expect(await logOf(main())).toEqual([
      ROOT_RAN,
      "f() in / ran: new",
      "beneath() in / reused",
      "beside() in / reused",
    ]);
  });

  it("a component beneath makes those above run, and not its siblings", async ({ logOf }) => {
    const main = () => {
      const leaf = work("leaf", { memo: true }, async () => volatile());
      const sibling = work("sibling", { memo: true });
      const top = work("top", { memo: true }, async () => {
        await useMount(leaf);
        await useMount(sibling);
      });
      return async () => void (await useMount(top));
    };
    await logOf(main());
    expect(await logOf(main())).toEqual([
      ROOT_RAN,
      `@top ran: ${NO_RESULT}`,
      `@top/@leaf ran: ${NO_RESULT}`,
      "@top/@sibling is unchanged",
    ]);
  });

  it("what it declares is written when it changed, and stays when it did not", async ({ database, logOf }) => {
    let value = 1;
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      const f = work("f", { memo: true }, async (into: MemoryTable) => {
        volatile();
        into.declare("x", value);
      });
      await f(table);
    };
    const ran = [ROOT_RAN, `@target/test.memory.db/docs ran: ${ALWAYS}`, "f() in / ran: new"];
    await logOf(main);
    expect(await logOf(main)).toEqual(ran);
    value = 2;
    expect(await logOf(main)).toEqual([...ran, `test.memory.db/docs/x updated by /: its value changed`]);
  });
});
