import { describe, expect } from "vitest";
import { map, mount, mountEach, useMount } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { CALLED_WAYS, eachOf, MOUNTED_WAYS, type MemoWay, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { expectStages } from "./lines.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const child = async (): Promise<void> => undefined;

/** A way to mount something. */
interface Mounting {
  readonly mounting: string;
  readonly start: (database: MemoryDatabase) => Promise<unknown>;
}
const MOUNTINGS: readonly Mounting[] = [
  { mounting: "mount", start: () => mount(child) },
  { mounting: "useMount", start: () => useMount(child) },
  { mounting: "mountEach", start: () => mountEach([["k", 1]], child) },
  { mounting: "mountTarget", start: (database) => database.mountTable("docs") },
];
const refused = (name: string, what: string): string =>
  `/ failed: ${name} is memoized and called, and calls ${what}: a reused result could not mount anything.`;

describe("M7 Mounting", () => {
  it.for(eachOf(MOUNTINGS, CALLED_WAYS))(
    "$way: $mounting is refused, and the function named",
    async ({ mounting, start, ...way }, { database, run }) => {
      const main = (): (() => Promise<void>) => way.reach(work("f", { memo: way.memo }, async () => start(database)));
      const { log, report } = await run(main());
      expect(log).toEqual([ROOT_RAN, way.ran("f"), refused("f", mounting)]);
      expect(report.failures[0]?.error).toMatchObject({
        code: "MOUNT_IN_MEMO",
        hint: "Mount f instead of calling it, or drop memo from it.",
      });
    },
  );

  it.for(CALLED_WAYS)("$way: so it is in a plain function beneath", async (way, { logOf }) => {
    const main = () => {
      const plain = work("plain", {}, async () => mount(child));
      return way.reach(work("f", { memo: way.memo }, async () => plain()));
    };
    expect(await logOf(main())).toEqual([
      ROOT_RAN,
      way.ran("f"),
      `plain()${way.beneath("f")} ran: ${ALWAYS}`,
      refused("f", "mount"),
    ]);
  });

  it.for(CALLED_WAYS)("$way: so it is inside map", async (way, { logOf }) => {
    const main = () => way.reach(work("f", { memo: way.memo }, async () => map([1], () => mount(child))));
    expect(await logOf(main())).toEqual([ROOT_RAN, way.ran("f"), refused("f", "mount")]);
  });

  it("a memoized call inside a mounted function is refused too, the function around it is not", async ({ logOf }) => {
    const main = () => {
      const inner = work("inner", { memo: true }, async () => mount(child));
      const outer = work("outer", { memo: true }, async () => {
        await mount(child);
        await inner();
      });
      return async () => void (await mount(outer));
    };
    expectStages(
      await logOf(main()),
      [ROOT_RAN, "@outer ran: new"],
      ["inner() in @outer ran: new", `@outer/@child ran: ${ALWAYS}`],
      [refused("inner", "mount").replace("/ failed", "@outer failed")],
    );
  });

  it.for(eachOf(MOUNTINGS, MOUNTED_WAYS))(
    "$way: $mounting is not refused, and a hit keeps what was mounted",
    async ({ mounting, start, ...way }, { database, logOf }) => {
      const main = () => way.reach(work("f", { memo: true }, async () => void (await start(database))));
      const place = way.place("f");
      const beneath: Record<string, readonly string[]> = {
        mount: [`${place}/@child ran: ${ALWAYS}`],
        useMount: [`${place}/@child ran: ${ALWAYS}`],
        mountEach: [`${place}/@child/k ran: ${ALWAYS}`],
        mountTarget: [
          `${place}/@target/test.memory.db/docs ran: ${ALWAYS}`,
          `test.memory.db/docs created by ${place}/@target/test.memory.db/docs: new`,
        ],
      };
      expect(await logOf(main())).toEqual([ROOT_RAN, way.ran("f"), ...(beneath[mounting] ?? [])]);
      for (let run = 0; run < 2; run++) expect(await logOf(main())).toEqual([ROOT_RAN, way.reused("f")]);
      expect([...database.tables.keys()]).toEqual(mounting === "mountTarget" ? ["docs"] : []);
    },
  );

  it.for(MOUNTED_WAYS)(
    "$way: rows of a subtree stay on a hit, and go when a run does not mount it",
    async (way, { database, logOf }) => {
      const main = (...keys: string[]) => subtree(way, database, keys);
      const opened = [ROOT_RAN, `@target/test.memory.db/docs ran: ${ALWAYS}`];
      const place = way.place("f");
      await logOf(main("x", "y"));
      expect(await logOf(main("x", "y"))).toEqual([...opened, way.reused("f")]);
      expect(database.rows("docs")).toEqual({ x: 1, y: 1 });
      expect(await logOf(main("y"))).toEqual([
        ...opened,
        way.ran("f", "its item changed"),
        `${place}/@row/y is unchanged`,
        `test.memory.db/docs/x deleted by ${place}/@row/x: its component is gone`,
        `${place}/@row/x deleted`,
      ]);
    },
  );
});

/** `f` mounts a component with a row for each key. */
function subtree(way: MemoWay, database: MemoryDatabase, keys: readonly string[]): () => Promise<void> {
  const row = work("row", { memo: true }, async (key: string, table: MemoryTable) => table.declare(key, 1));
  const f = work("f", { memo: true }, async (names: readonly string[], table: MemoryTable) =>
    mountEach(new Map(names.map((name) => [name, name])), row, table).then(() => undefined),
  );
  return async () => {
    const table = await database.mountTable("docs");
    await way.reach(f, keys, table)();
  };
}
