import { describe, expect } from "vitest";
import { mount } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { DECLARING_WAYS, eachOf, type MemoWay, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const TABLE = "@target/test.memory.db/docs";
const OPENED = [ROOT_RAN, `${TABLE} ran: ${ALWAYS}`];
const ALTERED = [...OPENED, `test.memory.db/docs updated by ${TABLE}: its schema changed`];

/** How the table of a row comes to the function that declares it. */
interface Access {
  readonly access: string;
  readonly take: (way: MemoWay) => (table: MemoryTable) => () => Promise<void>;
}

let captured: MemoryTable;

const ACCESS: readonly Access[] = [
  {
    access: "the table is an argument",
    take: (way) => (table) =>
      way.reach(
        work("f", { memo: way.memo }, async (into: MemoryTable) => into.declare("x", 1)),
        table,
      ),
  },
  {
    access: "the table is captured",
    take: (way) => (table) => {
      captured = table;
      return way.reach(work("f", { memo: way.memo }, async () => captured.declare("x", 1)));
    },
  },
  {
    access: "a function beneath declares",
    take: (way) => (table) => {
      const save = work("g", { logicTracking: "none" }, async (into: MemoryTable) => into.declare("x", 1));
      return way.reach(
        work("f", { memo: way.memo }, async (into: MemoryTable) => save(into)),
        table,
      );
    },
  },
];

interface Alteration {
  readonly alteration: string;
  readonly schema: string;
  /** What becomes of the row, if it is declared anew. */
  readonly row: "updated" | "created" | undefined;
}

const ALTERATIONS: readonly Alteration[] = [
  { alteration: "a column more", schema: "v1.abc", row: undefined },
  { alteration: "a column less", schema: "v1.a", row: "updated" },
  { alteration: "another kind of table", schema: "v2.ab", row: "created" },
];

describe("M1 Hit: the generation of the container declared into", () => {
  it.for(eachOf(eachOf(ALTERATIONS, ACCESS), DECLARING_WAYS))(
    "$way: $alteration, when $access",
    async ({ row, schema, take, ...way }, { database, logOf }) => {
      const main = (columns: string) => async () => take(way)(await database.mountTable("docs", columns))();
      const because = "its target was rebuilt";
      const beneath = (await logOf(main("v1.ab"))).filter((line) => line.startsWith("g()"));
      expect(await logOf(main(schema))).toEqual(
        row === undefined
          ? [...ALTERED, way.reused("f")]
          : [
              ...ALTERED,
              way.ran("f", "its target was rebuilt"),
              ...beneath,
              `test.memory.db/docs/x ${row} by ${way.place("f")}: ${because}`,
            ],
      );
      expect(await logOf(main(schema))).toEqual([...OPENED, way.reused("f")]);
    },
  );

  it.for(DECLARING_WAYS)(
    "$way: it is known also above a result that was reused when the function itself ran",
    async (way, { database, logOf }) => {
      const main = (schema: string, version: number) => async () => {
        const table = await database.mountTable("docs", schema);
        const inner = work("inner", { memo: true }, async (into: MemoryTable) => into.declare("x", 1));
        await way.reach(
          work("f", { memo: true, version }, async (into: MemoryTable) => inner(into)),
          table,
        )();
      };
      const inner = `inner()${way.beneath("f")}`;
      const rebuilt = "its target was rebuilt";
      await logOf(main("v1.ab", 1));
      expect(await logOf(main("v1.ab", 2))).toEqual([...OPENED, way.ran("f", "function f changed"), `${inner} reused`]);
      expect(await logOf(main("v1.a", 2))).toEqual([
        ...ALTERED,
        way.ran("f", rebuilt),
        `${inner} ran: ${rebuilt}`,
        `test.memory.db/docs/x updated by ${way.place("f")}: ${rebuilt}`,
      ]);
    },
  );

  it("counts as the same while this run does not know the container", async ({ database, logOf }) => {
    const main = (schema: string) => {
      const owner = wrap("owner", { memo: true }, async () =>
        (await database.mountTable("docs", schema)).declare("x", 1),
      );
      return async () => void (await mount(owner));
    };
    await logOf(main("v1.ab"));
    // What the captured schema is, only deps would say: nothing that a memo looks at is another.
    expect(await logOf(main("v1.a"))).toEqual([ROOT_RAN, "@owner is unchanged"]);
  });

  it("of another container does not matter", async ({ database, logOf }) => {
    const save = wrap("save", { memo: true }, async (table: MemoryTable) => table.declare("x", 1));
    const main = (schema: string) => async () => {
      await save(await database.mountTable("docs"));
      await database.mountTable("others", schema);
    };
    await logOf(main("v1.ab"));
    expect(await logOf(main("v1.a"))).toEqual([
      ...OPENED,
      "save() in / reused",
      `@target/test.memory.db/others ran: ${ALWAYS}`,
      `test.memory.db/others updated by @target/test.memory.db/others: its schema changed`,
    ]);
  });

  it("of a container around the container counts too", async ({ database, logOf }) => {
    const save = wrap("save", { memo: true }, async (table: MemoryTable) => table.declare("x", 1));
    const main = (schema: string) => async () => {
      const group = await database.mountGroup("g", schema);
      await save(await database.mountTableIn(group, "docs"));
    };
    const group = "test.memory.db.groups/g";
    await logOf(main("v1.ab"));
    expect(await logOf(main("v2.ab"))).toEqual([
      ROOT_RAN,
      `@target/${group} ran: ${ALWAYS}`,
      `${group} updated by @target/${group}: its schema changed`,
      `@target/${group}/docs ran: ${ALWAYS}`,
      `${group}/docs created by @target/${group}/docs: its target was rebuilt`,
      "save() in / ran: its target was rebuilt",
      `${group}/docs/x created by /: its target was rebuilt`,
    ]);
  });
});
