// What must not compile: `tsc` reports an expected error that does not come.
import * as lancedb from "@coco/connector-lancedb";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { describe, expect, expectTypeOf, it } from "vitest";

const DB = coco.contextKey<lancedb.Connection>("types_db");
const EMBEDDER = coco.contextKey<coco.Embedder>("types_embedder", { detectChange: true });
const LIMIT = coco.contextKey<number>("types_limit");

const Doc = coco.record(
  {
    id: coco.t.int(),
    file: coco.t.string(),
    note: coco.t.string().nullable(),
    embedding: coco.t.vector(EMBEDDER),
  },
  { primaryKey: ["id"] },
);

const Fewer = coco.record({ id: coco.t.int(), file: coco.t.string() }, { primaryKey: ["id"] });
const More = coco.record(
  { id: coco.t.int(), file: coco.t.string(), note: coco.t.string().nullable() },
  { primaryKey: ["id"] },
);

const indexFile = coco.fn(
  { memo: true, name: "types/indexFile" },
  async function indexFile(file: coco.FileLike, table: lancedb.TableTarget<typeof Doc>) {
    table.declareRow({ id: 1, file: file.path.relative, embedding: [1, 2] });
  },
);

/** Never called: the compiler reads it. */
async function compiled(table: lancedb.TableTarget<typeof Doc>): Promise<void> {
  // A row that does not fit its table.
  // @ts-expect-error -- the id is a number
  table.declareRow({ id: "1", file: "a", embedding: [1] });
  // @ts-expect-error -- a column is missing
  table.declareRow({ id: 1, embedding: [1] });
  // @ts-expect-error -- there is no such column
  table.declareRow({ id: 1, file: "a", embedding: [1], extra: true });
  // @ts-expect-error -- only a nullable column takes null
  table.declareRow({ id: 1, file: null, embedding: [1] });
  table.declareRow({ id: 1, file: "a", note: null, embedding: new Float32Array(2) });
  // @ts-expect-error -- an index on a column that is no vector
  table.declareVectorIndex({ column: "file" });
  // @ts-expect-error -- a full-text index on a column that is no text
  table.declareFtsIndex({ column: "id" });

  // A table of other columns, also where each row of the one would fit the other.
  const fewer = await lancedb.mountTable(DB, "fewer", Fewer);
  const more = await lancedb.mountTable(DB, "more", More);
  // @ts-expect-error -- the note has no column
  const asMore: lancedb.TableTarget<typeof More> = fewer;
  // @ts-expect-error -- a column more than is wanted
  const asFewer: lancedb.TableTarget<typeof Fewer> = more;
  // @ts-expect-error -- a table without the note and the embedding
  await coco.mountEach(localfs.walk("docs"), indexFile, fewer);
  expectTypeOf(fewer).toEqualTypeOf<lancedb.TableTarget<typeof Fewer>>();
  expect([asMore, asFewer]).toHaveLength(2);

  // A context value of another type.
  coco.lifespan((env) => {
    // @ts-expect-error -- a number is provided under this key
    env.provide(LIMIT, "ten");
    env.provide(LIMIT, 10);
    // @ts-expect-error -- no connection
    env.provide(DB, { close: () => undefined });
  });
  expectTypeOf(coco.useContext(LIMIT)).toEqualTypeOf<number>();

  // Arguments that the mounted function does not take.
  const files = localfs.walk("docs");
  await coco.mountEach(files, indexFile, table);
  // @ts-expect-error -- the table is missing
  await coco.mountEach(files, indexFile);
  // @ts-expect-error -- no table
  await coco.mountEach(files, indexFile, "table");
  // @ts-expect-error -- items of another type
  await coco.mountEach([["a", 1]] as [string, number][], indexFile, table);
  await coco.mountEach(files, async (file) => expectTypeOf(file).toExtend<coco.FileLike>());
  const handle = await coco.mount(coco.subpath("one"), async (limit: number) => limit, 3);
  expectTypeOf(handle).toEqualTypeOf<coco.ComponentHandle>();
  expectTypeOf(await coco.useMount(async (limit: number) => limit * 2, 3)).toEqualTypeOf<number>();
  // @ts-expect-error -- a number is wanted
  await coco.useMount(async (limit: number) => limit * 2, "3");
  expectTypeOf(await coco.map([1, 2], async (n) => String(n))).toEqualTypeOf<string[]>();

  // A target that is not mounted yet.
  // @ts-expect-error -- a promise of a table has no rows
  lancedb.mountTable(DB, "docs", Doc).declareRow({ id: 1, file: "a", embedding: [1] });
  const pending = coco.declareTargetStateWithChildren<string>({
    provider: new coco.TargetProvider<string>(["x"]),
    key: "k",
    value: "v",
  });
  // @ts-expect-error -- declared and not submitted: it gives no states
  pending.state("k", "v");
  // @ts-expect-error -- the key is of another type
  await lancedb.mountTable(LIMIT, "docs", Doc);

  // Wrapped functions keep their signatures; batched ones take one item.
  const batched = coco.fn({ batching: true, name: "types/batched" }, async (texts: string[], scale: number) =>
    texts.map((text) => text.length * scale),
  );
  expectTypeOf(batched).toBeCallableWith("text", 2);
  expectTypeOf(batched("text", 2)).toEqualTypeOf<Promise<number>>();
  // @ts-expect-error -- one item, not a list
  await batched(["text"], 2);
  // @ts-expect-error -- memoKey is by position: the first argument is a string
  coco.fn({ memo: true, memoKey: [(n: number) => n] }, async (text: string) => text);

  // An app's parameters.
  // @ts-expect-error -- dir is missing
  coco.app("types", async ({ dir }: { dir: string }) => dir, {});
  const app = coco.app("types", async ({ dir }: { dir: string }) => dir.length, { dir: "." });
  expectTypeOf(await app.update()).toEqualTypeOf<number>();
  expectTypeOf(await app.update({ failures: "report" })).toEqualTypeOf<coco.UpdateReport<number>>();
  // @ts-expect-error -- a parameter of another type
  await app.update({ params: { dir: 1 } });

  // What is read back, and what is written.
  expectTypeOf<coco.Row<typeof Doc>>().toEqualTypeOf<{
    id: number;
    file: string;
    note: string | null;
    embedding: Float32Array;
  }>();
  // @ts-expect-error -- a primary key that is no column
  coco.record({ id: coco.t.int() }, { primaryKey: ["key"] });
}

describe("the types of the API", () => {
  it("are checked by tsc, which reads the function above", () => {
    expect(compiled).toBeTypeOf("function");
  });
});
