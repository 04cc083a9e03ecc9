import { describe, expect } from "vitest";
import { mountEach, subpath } from "../../index.ts";
import type { MemoryDatabase } from "../../testing/memory-target.ts";
import { type Items, memo } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

/** What an app declares at a time: the schemas of a table with a row, and of a group with a table. */
interface Look {
  readonly table?: string;
  readonly group?: string;
}

const items: Items = [["a", { k: "1" }]];

function main(database: MemoryDatabase, look: Look): () => Promise<void> {
  return async () => {
    if (look.table !== undefined)
      await mountEach(subpath("docs"), items, memo, await database.mountTable("t", look.table));
    if (look.group !== undefined)
      (await database.mountTableIn(await database.mountGroup("g", look.group), "t")).declare("k", "1");
  };
}

const table = (schema: string): Look => ({ table: schema });
const was = (schema: string, former: string): string => `schema ${schema}, was ${former}`;

/** Told of each change of a container that takes something, or of which the connector says more: what, how much, why. */
type Told = readonly [target: string, loss: string, ...details: string[]];

const cases: { what: string; before: Look; after: Look; fullReprocess?: boolean; told: readonly Told[] }[] = [
  { what: "nothing, of a table that is made", before: {}, after: table("v1.a"), told: [] },
  { what: "nothing, of a table that stays", before: table("v1.a"), after: table("v1.a"), told: [] },
  {
    what: "nothing, of a table of which all is written again",
    before: table("v1.a"),
    after: table("v1.a"),
    fullReprocess: true,
    told: [],
  },
  {
    what: "nothing, of a table that gets a column",
    before: table("v1.a"),
    after: table("v1.ab"),
    told: [["t", "none", was("v1.ab", "v1.a")]],
  },
  {
    what: "values, of a table that loses a column",
    before: table("v1.ab"),
    after: table("v1.a"),
    told: [["t", "lossy", was("v1.a", "v1.ab")]],
  },
  {
    what: "values, of a table that loses a column while all is written again",
    before: table("v1.ab"),
    after: table("v1.a"),
    fullReprocess: true,
    told: [["t", "lossy", was("v1.a", "v1.ab")]],
  },
  {
    what: "all, of a table of another kind",
    before: table("v1.a"),
    after: table("v2.a"),
    told: [["t", "destructive", was("v2.a", "v1.a")]],
  },
  { what: "all, of a table that is mounted no more", before: table("v1.a"), after: {}, told: [["t", "destructive"]] },
  {
    what: "all, of a group of another kind, with the tables in it",
    before: { group: "v1.a" },
    after: { group: "v2.a" },
    told: [["g", "destructive", was("v2.a", "v1.a")]],
  },
];

describe("T9 Preview: what a change takes from what a container holds", () => {
  it.for(cases)("$what", async ({ after, before, fullReprocess = false, told }, { app, database, run }) => {
    await run(main(database, before));
    const standing = new Map(database.tables);
    const { changes } = await app.define(main(database, after)).preview({ fullReprocess });
    const found = changes.filter(({ details, loss }) => loss !== "none" || details.length > 0);
    expect(found.map(({ details, loss, path }) => [path.at(-1), loss, ...details])).toEqual(told);

    // And so it is: what is said to be lost does not stand there any more, and everything else does.
    await run(main(database, after), { fullReprocess });
    const lost = [...standing].filter(([name, rows]) => database.tables.get(name) !== rows).map(([name]) => name);
    const destroyed = found.filter(({ loss }) => loss === "destructive").map(({ path }) => path.at(-1));
    expect(lost.map((name) => name.split(".")[0])).toEqual(destroyed);
  });
});
