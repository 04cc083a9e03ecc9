import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = new Project();
  project.install(["@coco/connector-sqlite", "better-sqlite3"]);
});
afterEach(() => project.dispose());

/** An app that writes three rows, by a memoized component each, into a table with these columns. */
function declare(columns: string, value: string): void {
  project.write({
    "main.ts": `import * as coco from "@coco/core";
import * as sqlite from "@coco/connector-sqlite";

const DB = coco.contextKey<sqlite.Connection>("docs_db");
coco.lifespan(async (env) => {
  const db = await sqlite.connect("./docs.db");
  env.provide(DB, db);
  env.defer(() => db.close());
});

const Doc = coco.record({ ${columns} }, { primaryKey: ["id"] });
const declareDoc = coco.fn({ memo: true }, async function declareDoc(id: number, docs: sqlite.TableTarget<coco.RowOf<typeof Doc>>) {
  docs.declareRow({ id, ${value} });
});

coco.app("Docs", async function main() {
  const docs = await sqlite.mountTable(DB, "docs", Doc);
  await coco.mountEach([1, 2, 3].map((id) => [id, id] as const), declareDoc, docs);
});
`,
  });
}

const ID = "id: coco.t.int()";
const docs = "coco.sqlite.table/[docs_db,docs]";
const losses = async (...args: string[]): Promise<string[]> => {
  const { code, err, out } = await project.coco(["update", "--preview", ...args]);
  expect([code, err]).toEqual([0, ""]);
  return out.split("\n").filter((line) => line.startsWith("!"));
};

describe("coco update --preview, of what a table loses", () => {
  it("tells a table that is made anew, one that loses values, and one that goes", async () => {
    declare(`${ID}, size: coco.t.string()`, 'size: "1"');
    expect(await losses()).toEqual([]);
    expect((await project.coco(["update"])).code).toBe(0);
    expect(await losses()).toEqual([]);
    expect(await losses("--full-reprocess")).toEqual([]);

    declare(`${ID}, size: coco.t.int()`, "size: 1");
    const anew = `! ${docs} is made anew, and all that it holds is lost (column size: int, was text)`;
    expect(await losses()).toEqual([`${anew}; written again: 3 states`]);
    expect(await losses("--no-run")).toEqual([
      `${anew}; written again: 0 states, and what the runs left alone declare of it`,
    ]);

    declare(ID, "");
    expect(await losses()).toEqual([
      `! ${docs} stays, and values that it holds may be lost (column size: dropped); written again: 3 states`,
    ]);
    const { changes } = JSON.parse((await project.coco(["update", "--preview", "--json"])).out) as {
      changes: readonly object[];
    };
    expect(changes).toMatchObject([
      { target: docs, change: "update", loss: "lossy", details: ["column size: dropped"] },
      ...Array.from({ length: 3 }, () => ({ change: "update", loss: "none", details: [] })),
    ]);

    declare(`${ID}, size: coco.t.string(), note: coco.t.string().nullable()`, 'size: "1", note: null');
    expect((await project.coco(["update", "--preview"])).out).toContain("its schema changed (column note: new)");

    project.write({
      "main.ts":
        'import * as coco from "@coco/core";\nimport "@coco/connector-sqlite";\ncoco.app("Docs", async function main() {});\n',
    });
    expect(await losses()).toEqual([`! ${docs} is dropped, with all that it holds`]);
  });
});
