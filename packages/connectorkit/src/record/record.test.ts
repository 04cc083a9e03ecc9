import { describe, expect, expectTypeOf, it } from "vitest";
import { type ContextKey, contextKey } from "../context/context-key.ts";
import { RecordError } from "../errors/record-error.ts";
import { fingerprint } from "../fingerprint/fingerprint.ts";
import type { Uuid } from "../key/uuid.ts";
import type { Embedder } from "../resources/embedder.ts";
import { vectorSchema } from "../resources/vector-schema.ts";
import type { AnyColumn } from "./column.ts";
import { describeRecord } from "./describe-record.ts";
import { primaryKeyColumns, primaryKeyOf } from "./primary-key.ts";
import { type Columns, type Row, type RowInput, record } from "./record.ts";
import { resolveRecord } from "./resolve-record.ts";
import { t } from "./t.ts";

const EMBEDDER = contextKey<Embedder>("embedder");

const Doc = record(
  { id: t.int(), file: t.string(), title: t.string().nullable(), embedding: t.vector(EMBEDDER) },
  { primaryKey: ["id"] },
);

function provide(value: unknown): <T>(key: ContextKey<T>) => T {
  return <T>() => value as T;
}

describe("row types follow from the schema", () => {
  it("gives the type of a row read back and of a row declared", () => {
    expectTypeOf<Row<typeof Doc>>().toEqualTypeOf<{
      id: number;
      file: string;
      title: string | null;
      embedding: Float32Array;
    }>();
    expectTypeOf<RowInput<typeof Doc>>().toEqualTypeOf<{
      readonly id: number;
      readonly file: string;
      readonly title?: string | null | undefined;
      readonly embedding: Float32Array | readonly number[];
    }>();
    expectTypeOf(Doc.primaryKey).toEqualTypeOf<readonly ["id"]>();
  });

  it("makes wrong rows compile errors", () => {
    const declareRow = (row: RowInput<typeof Doc>): RowInput<typeof Doc> => row;
    declareRow({ id: 1, file: "a", embedding: [1, 2] });
    declareRow({ id: 1, file: "a", title: null, embedding: new Float32Array(2) });
    // @ts-expect-error a column is missing
    declareRow({ id: 1, file: "a" });
    // @ts-expect-error wrong type
    declareRow({ id: "1", file: "a", embedding: [1] });
    // @ts-expect-error not nullable
    declareRow({ id: 1, file: null, embedding: [1] });
    // @ts-expect-error unknown column
    declareRow({ id: 1, file: "a", embedding: [1], other: 1 });
    // @ts-expect-error a vector holds numbers
    declareRow({ id: 1, file: "a", embedding: ["1"] });
  });

  it("makes wrong schemas compile errors", () => {
    // @ts-expect-error the primary key names no column
    expect(() => record({ id: t.int() }, { primaryKey: ["key"] })).toThrow(RecordError);
    // @ts-expect-error the value of the context key has no vectorSchema
    t.vector(contextKey<{ size: number }>("other"));
  });

  it("knows the type of every kind of column", () => {
    interface Meta {
      readonly tags: readonly string[];
    }
    const All = record(
      {
        key: t.uuid(),
        big: t.bigint(),
        float: t.float(),
        flag: t.boolean(),
        bytes: t.bytes(),
        at: t.timestamp(),
        day: t.date(),
        meta: t.json<Meta>(),
        tags: t.list(t.string()).nullable(),
        ids: t.list(t.uuid()),
      },
      { primaryKey: ["key", "day"] },
    );
    expectTypeOf<Row<typeof All>>().toEqualTypeOf<{
      key: Uuid;
      big: bigint;
      float: number;
      flag: boolean;
      bytes: Uint8Array;
      at: Date;
      day: string;
      meta: Meta;
      tags: readonly string[] | null;
      ids: readonly Uuid[];
    }>();
    expectTypeOf<RowInput<typeof All>["key"]>().toEqualTypeOf<Uuid | string>();
    expectTypeOf<RowInput<typeof All>["ids"]>().toEqualTypeOf<readonly (Uuid | string)[]>();
  });
});

describe("record", () => {
  it.each<[string, Columns, readonly string[], string]>([
    ["no columns", {}, ["id"], "A record has at least one column"],
    ["no primary key", { id: t.int() }, [], "A record has a primary key of at least one column"],
    [
      "an unknown key column",
      { id: t.int() },
      ["key"],
      'Column "key" cannot be part of the primary key: there is no such',
    ],
    ["an inherited name", { id: t.int() }, ["toString"], "there is no such column"],
    ["a key column named twice", { id: t.int() }, ["id", "id"], "it is named twice"],
    ["a nullable key", { id: t.int().nullable() }, ["id"], "it is nullable"],
    ["a vector as key", { id: t.vector(3) }, ["id"], "a vector does not identify a row"],
    ["a float as key", { id: t.float() }, ["id"], "a float does not identify a row"],
    ["an empty name", { "": t.int() }, [""], '"" cannot be the name of a column'],
    ["a number as name", { 1: t.int() }, ["1"], '"1" cannot be the name of a column'],
    ["a control character", { "a\n": t.int() }, ["a\n"], '"a\\n" cannot be the name of a column'],
    ["a builder not called", { id: t.int as never }, ["id"], 'Column "id" is not a column'],
  ])("refuses %s", (_, columns, primaryKey, message) => {
    expect(() => record(columns, { primaryKey })).toThrow(message);
    expect(() => record(columns, { primaryKey })).toThrow(RecordError);
  });

  it("refuses lists of anything but single values, and vectors of no size", () => {
    expect(() => t.list(t.vector(3))).toThrow("not a vector column");
    expect(() => t.list(t.string().nullable())).toThrow("not a nullable string column");
    for (const dims of [0, -1, 1.5, Number.NaN, 1e9]) expect(() => t.vector(dims)).toThrow("A vector has from 1 to");
    expect(() => t.vector("384" as never)).toThrow("a number of dimensions, or the context key");
  });

  it("is plain data as an argument of a memoized function", () => {
    const of = (column: AnyColumn): Uint8Array =>
      fingerprint(record({ id: t.int(), v: column }, { primaryKey: ["id"] }));
    expect(of(t.vector(EMBEDDER))).toEqual(of(t.vector(EMBEDDER)));
    expect(of(t.string())).not.toEqual(of(t.string().nullable()));
  });

  it("cannot be changed afterwards", () => {
    expect(() => Object.assign(Doc.columns, { other: t.int() })).toThrow(TypeError);
    expect(() => (Doc.primaryKey as unknown as string[]).push("file")).toThrow(TypeError);
  });
});

describe("resolveRecord", () => {
  it("takes the shape of a vector from a context value: given, promised, or by a function", async () => {
    const shapes = [
      vectorSchema(3),
      Promise.resolve(vectorSchema(3)),
      () => vectorSchema(3),
      async () => vectorSchema(3),
    ];
    for (const shape of shapes) {
      const resolved = await resolveRecord(Doc, provide({ vectorSchema: shape }));
      expect(resolved.columns[3]).toEqual({
        name: "embedding",
        type: { kind: "vector", dims: 3, dtype: "float32" },
        isNullable: false,
      });
    }
  });

  it.each([
    undefined,
    null,
    {},
    { vectorSchema: { dims: 0 } },
    { vectorSchema: () => Promise.reject(new Error("no model")) },
  ])("names column and context key when the value says no shape", async (value) => {
    const error: unknown = await resolveRecord(Doc, provide(value)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "RECORD_VECTOR_SOURCE",
      message: 'Column "embedding" takes its shape from the context key "embedder", whose value says none',
    });
  });

  it("lets an error of the lookup itself through", async () => {
    const lookup = (): never => {
      throw new Error("not provided");
    };
    await expect(resolveRecord(Doc, lookup)).rejects.toThrow("not provided");
  });
});

describe("vectors that few targets hold", () => {
  const Text = record(
    { id: t.int(), tokens: t.multiVector(EMBEDDER), words: t.sparseVector() },
    { primaryKey: ["id"] },
  );
  const lookup = (): never => ({ vectorSchema: vectorSchema(3) }) as never;

  it("are refused where the target does not say that it holds them", async () => {
    await expect(resolveRecord(Text, lookup)).rejects.toMatchObject({
      code: "RECORD_COLUMN_KIND",
      message: 'Column "tokens" is a t.multiVector(), which this target cannot hold',
    });
    await expect(resolveRecord(Text, lookup, { vectors: ["multiVector"] })).rejects.toThrow('Column "words"');
  });

  it("have their shapes looked up as any vector", async () => {
    const { columns } = await resolveRecord(Text, lookup, { vectors: ["multiVector", "sparseVector"] });
    expect(columns.map(({ type }) => type)).toEqual([
      { kind: "int" },
      { kind: "multiVector", dims: 3, dtype: "float32" },
      { kind: "sparseVector" },
    ]);
  });
});

describe("describeRecord", () => {
  it("is plain JSON, equal for equal schemas", async () => {
    const description = describeRecord(await resolveRecord(Doc, provide({ vectorSchema: vectorSchema(3, "float16") })));
    expect(description).toEqual({
      columns: [
        { name: "id", type: { kind: "int" }, nullable: false },
        { name: "file", type: { kind: "string" }, nullable: false },
        { name: "title", type: { kind: "string" }, nullable: true },
        { name: "embedding", type: { kind: "vector", dims: 3, dtype: "float16" }, nullable: false },
      ],
      primaryKey: ["id"],
    });
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
  });
});

describe("primary keys", () => {
  const Pair = record({ a: t.string(), n: t.bigint(), x: t.int() }, { primaryKey: ["n", "a"] });

  it("are the value of one column, or a tuple in the order of the primary key", () => {
    expect(primaryKeyOf(Doc, { id: 5, file: "a", title: null, embedding: new Float32Array(1) })).toBe(5);
    expect(primaryKeyOf(Pair, { a: "x", n: 5n, x: 1 })).toEqual([5n, "x"]);
  });

  it("give their columns back, bigints as bigints", () => {
    expect(primaryKeyColumns(Doc, 5)).toEqual({ id: 5 });
    expect(primaryKeyColumns(Pair, [5, "x"])).toEqual({ n: 5n, a: "x" });
    expect(() => primaryKeyColumns(Pair, "x")).toThrow("x is not a key of the columns n, a");
  });
});
