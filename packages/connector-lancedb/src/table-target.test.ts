import {
  contextKey,
  type Embedder,
  installEngine,
  type Row,
  record,
  t,
  type TargetState,
  Uuid,
} from "@coco/connectorkit";
import { beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import type { Connection } from "./connection.ts";
import { testDatabase } from "./database.fixture.ts";
import { mountTable } from "./mount-table.ts";
import { readOwnerMark } from "./owner-mark.ts";
import { TableHandler, type TableTracking, type TableValue } from "./table-handler.ts";
import type { TableTarget } from "./table-target.ts";
import { toRows } from "./to-rows.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";
import { fingerprint } from "@coco/connectorkit";

const DB = contextKey<Connection>("docs_db");
const EMBEDDER = contextKey<Embedder>("embedder");

let mounted: TargetState[] = [];
let declared: TargetState[] = [];
const provided: Record<string, unknown> = {
  embedder: { vectorSchema: Promise.resolve({ dims: 3, dtype: "float32" }) },
};

// The part of an engine that declarations reach; the real one is tested together with this package in examples/.
installEngine({
  version: 1,
  location: import.meta.url,
  callFunction: (definition, receiver, args) => definition.body.apply(receiver, [...args]),
  functionIdentity: (definition) => definition.body.name,
  useContext: <T>(key: { readonly name: string }): T => provided[key.name] as T,
  declareTargetState: (state) => void declared.push(state),
  declareContainer: () => undefined,
  mountTarget: async (state) => void mounted.push(state),
  signal: () => new AbortController().signal,
  count: () => undefined,
});

const Note = record(
  {
    id: t.int(),
    at: t.date(),
    text: t.string(),
    tags: t.list(t.string()),
    meta: t.json<{ readonly a: number }>().nullable(),
    big: t.bigint().nullable(),
    ratio: t.float(),
    done: t.boolean(),
    blob: t.bytes(),
    when: t.timestamp(),
    uuid: t.uuid(),
    embedding: t.vector(EMBEDDER),
  },
  { primaryKey: ["id", "at"] },
);

const row = {
  id: 1,
  at: "2024-02-29",
  text: "it's",
  tags: ["a", ""],
  ratio: 0.1,
  done: false,
  blob: new Uint8Array([1]),
  when: new Date(1_700_000_000_123),
  uuid: "018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d",
  embedding: [1, 2, 3],
} as const;

function mountedValue(): TableValue {
  const [state] = mounted;
  if (state === undefined) throw new Error("nothing was mounted");
  return state.value as TableValue;
}

beforeEach(() => {
  mounted = [];
  declared = [];
});

describe("mountTable", () => {
  it("takes the length of vectors from the provided embedder", async () => {
    await mountTable(DB, "notes", Note);
    const value = mountedValue();
    expect(mounted[0]?.key).toEqual(["docs_db", "notes"]);
    expect(value.layout.columns.at(-1)).toEqual({ name: "embedding", type: "vector(3)", nullable: false });
    expect(value).toMatchObject({ managedBy: "system", onExisting: "error" });
  });

  it("refuses names and options that LanceDB cannot take, before anything is made", async () => {
    for (const name of ["", "a b", "日本", "a/b", "..", ".a", "x".repeat(201)]) {
      await expect(mountTable(DB, name, Note)).rejects.toMatchObject({ code: "LANCEDB_TABLE_NAME" });
    }
    for (const column of ["a.b", 'q"x', "a`b", "_rowid", "_distance"]) {
      const bad = record({ id: t.int(), [column]: t.string() }, { primaryKey: ["id"] });
      await expect(mountTable(DB, "notes", bad)).rejects.toMatchObject({ code: "LANCEDB_COLUMN_NAME" });
    }
    // @ts-expect-error an unknown choice
    await expect(mountTable(DB, "notes", Note, { onExisting: "keep" })).rejects.toMatchObject({
      code: "LANCEDB_OPTIONS",
    });
    // @ts-expect-error an unknown option
    await expect(mountTable(DB, "notes", Note, { manageBy: "user" })).rejects.toMatchObject({
      code: "LANCEDB_OPTIONS",
    });
    expect(mounted).toEqual([]);
  });

  it("takes a connection of the user's own type, and no other value", () => {
    interface OwnConnection extends Connection {
      readonly region: string;
    }
    expectTypeOf(mountTable(contextKey<OwnConnection>("own"), "notes", Note)).resolves.toEqualTypeOf<
      TableTarget<typeof Note>
    >();
    // @ts-expect-error a number is no connection
    void mountTable(contextKey<number>("n"), "notes", Note).catch(() => undefined);
  });

  it("gives a target whose memo key is its path", async () => {
    const [one, same, other] = [
      await mountTable(DB, "notes", Note),
      await mountTable(DB, "notes", record({ id: t.int() }, { primaryKey: ["id"] })),
      await mountTable(DB, "other", Note),
    ];
    expect(fingerprint(one)).toEqual(fingerprint(same));
    expect(fingerprint(one)).not.toEqual(fingerprint(other));
  });
});

describe("declareRow", () => {
  it("checks every value at once, and names row, column and what is wanted", async () => {
    const table = await mountTable(DB, "notes", Note);
    // @ts-expect-error a column is missing
    expect(() => table.declareRow({ ...row, text: undefined })).toThrow('column "text" is missing');
    // @ts-expect-error a text is no integer
    expect(() => table.declareRow({ ...row, id: "1" })).toThrow('column "id" takes an integer');
    // @ts-expect-error an unknown column
    expect(() => table.declareRow({ ...row, other: 1 })).toThrow('there is no column "other"');
    expect(() => table.declareRow({ ...row, id: 1.5 })).toThrow('column "id" takes an integer');
    expect(() => table.declareRow({ ...row, ratio: Number.NaN })).toThrow('column "ratio" takes a finite number');
    expect(() => table.declareRow({ ...row, text: "\ud800" })).toThrow("lone surrogate");
    expect(() => table.declareRow({ ...row, embedding: [1, 2] })).toThrow("a vector of 3 finite numbers");
    expect(() => table.declareRow({ ...row, big: 2n ** 63n })).toThrow("a bigint of at most 64 bits");
    expect(declared).toEqual([]);
    table.declareRow(row);
    expect(declared[0]?.key).toEqual([1, "2024-02-29"]);
  });

  it("gives rows that are read back as they were declared", async () => {
    const table = await mountTable(DB, "notes", Note);
    const rows = [row, { ...row, id: 2, meta: { a: 1 }, big: 2n ** 62n, tags: [] }, { ...row, id: 3, big: 5n }];
    for (const each of rows) table.declareRow(each);
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const { layout } = mountedValue();
    await target.run({ layout, rows: new Map(declared.map(({ key, value }) => [key, value as never])) });
    const found = await toRows((await database.connection.openTable("notes")).query(), Note);
    expectTypeOf(found[0]).toExtend<Row<typeof Note> | undefined>();
    expect(found.sort((a, b) => a.id - b.id)).toEqual(
      rows.map((each) => ({
        meta: null,
        big: null,
        ...each,
        uuid: Uuid.parse(each.uuid),
        embedding: new Float32Array(each.embedding),
      })),
    );
    // Days in a key are found again.
    await target.run({ layout, rows: new Map(declared.slice(1).map(({ key, value }) => [key, value as never])) });
    expect(await (await database.connection.openTable("notes")).countRows()).toBe(2);
  });
});

describe("declareVectorIndex and declareFtsIndex", () => {
  it("declare beside the rows", async () => {
    const table = await mountTable(DB, "notes", Note);
    table.declareVectorIndex({ column: "embedding" });
    table.declareFtsIndex({ column: "text", name: "words" });
    expect(declared.map(({ key }) => key)).toEqual(["embedding", "words"]);
    expect(declared[0]?.value).toMatchObject({ kind: "vector", type: "ivfPq", minRows: 5_000 });
    expect(declared[0]?.provider.path.slice(0, 2)).toEqual(["coco.lancedb.table", ["docs_db", "notes"]]);
  });

  it("refuse columns that do not exist or hold something else, also in the types", async () => {
    const table = await mountTable(DB, "notes", Note);
    const code = "LANCEDB_INDEX_COLUMN";
    // @ts-expect-error no such column
    expect(() => table.declareVectorIndex({ column: "vector" })).toThrow(expect.objectContaining({ code }));
    // @ts-expect-error no vectors
    expect(() => table.declareVectorIndex({ column: "text" })).toThrow(expect.objectContaining({ code }));
    // @ts-expect-error no text
    expect(() => table.declareFtsIndex({ column: "embedding" })).toThrow(expect.objectContaining({ code }));
    expect(() => table.declareFtsIndex({ column: "at" })).toThrow(expect.objectContaining({ code }));
    expect(() => table.declareFtsIndex({ column: "text", name: "a b" })).toThrow(
      expect.objectContaining({ code: "LANCEDB_INDEX_NAME" }),
    );
  });
});

describe("TableHandler", () => {
  it("deletes rows and indexes with nothing but what was tracked, also after it went through JSON", async () => {
    const table = await mountTable(DB, "notes", Note);
    table.declareRow(row);
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const value = mountedValue();
    await target.run({
      layout: value.layout,
      rows: new Map(declared.map((state) => [state.key, state.value as never])),
    });
    const previous = { possible: [], mayBeMissing: false };
    const tracking = new TableHandler().reconcile(["docs_db", "notes"], value, previous)?.tracking;
    const mark = await readOwnerMark(await database.connection.openTable("notes"));
    const stored = JSON.parse(JSON.stringify({ ...(tracking as TableTracking), mark })) as TableTracking;
    const rows = new TableHandler().child(["docs_db", "notes"], { tracked: stored });
    const { absent } = await import("@coco/connectorkit");
    const answer = rows.reconcile([1, "2024-02-29"], absent, { possible: [new Uint8Array(16)], mayBeMissing: false });
    expect(answer?.tracking).toBe(absent);
    await answer?.action?.sink.apply([answer.action.payload], database.context);
    expect(await (await database.connection.openTable("notes")).countRows()).toBe(0);
    expect(Object.keys(rows.attachments?.() ?? {})).toEqual(["vector_index", "fts_index"]);
  });

  it("tracks 16 bytes of a row, whatever its size, and no nulls", () => {
    const layout = { columns: [], primaryKey: ["id"] };
    const rows = new TableHandler().child(["docs_db", "notes"], { tracked: { version: 1, ...layout } });
    const of = (value: object) =>
      rows.reconcile(1, value, { possible: [], mayBeMissing: false })?.tracking as Uint8Array;
    expect(of({ id: 1, text: "x".repeat(100_000) })).toHaveLength(16);
    expect(of({ id: 1, text: "a" })).toEqual(of({ text: "a", id: 1, other: null }));
    expect(of({ id: 1, text: "a" })).not.toEqual(of({ id: 1, text: "" }));
  });
});
