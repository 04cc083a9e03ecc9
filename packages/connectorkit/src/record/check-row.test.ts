import { describe, expect, it } from "vitest";
import { RowError } from "../errors/row-error.ts";
import { Uuid } from "../key/uuid.ts";
import { checkRow } from "./check-row.ts";
import type { AnyColumn } from "./column.ts";
import { type AnyRecord, record } from "./record.ts";
import { resolveRecord } from "./resolve-record.ts";
import { t } from "./t.ts";

const noLookup = (): never => {
  throw new Error("nothing to look up");
};

async function check(column: AnyColumn, value: unknown): Promise<unknown> {
  const schema: AnyRecord = record({ id: t.int(), v: column }, { primaryKey: ["id"] });
  const resolved = await resolveRecord(schema, noLookup, { vectors: ["multiVector", "sparseVector"] });
  return checkRow(resolved, { id: 7, v: value })["v"];
}

const uuid = Uuid.parse("018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d");

describe("checkRow", () => {
  it.each<[string, AnyColumn, unknown, unknown]>([
    ["string", t.string(), "é😀\0", "é😀\0"],
    ["int", t.int(), -0, 0],
    ["int", t.int(), Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ["bigint", t.bigint(), -(2n ** 63n), -(2n ** 63n)],
    ["float", t.float(), -0, -0],
    ["boolean", t.boolean(), false, false],
    ["bytes", t.bytes(), Buffer.from([1, 2]), new Uint8Array([1, 2])],
    ["timestamp", t.timestamp(), new Date(5), new Date(5)],
    ["date", t.date(), "2024-02-29", "2024-02-29"],
    ["uuid", t.uuid(), uuid.toString().toUpperCase(), uuid],
    ["uuid", t.uuid(), uuid, uuid],
    ["json", t.json(), { a: [1, null, { b: "x", c: undefined }] }, { a: [1, null, { b: "x" }] }],
    ["list", t.list(t.int()), [], []],
    ["list", t.list(t.uuid()), [uuid.toString()], [uuid]],
    ["vector", t.vector(2), [0.5, 1], new Float32Array([0.5, 1])],
    ["vector", t.vector(2), new Float32Array([0.5, 1]), new Float32Array([0.5, 1])],
    [
      "multi-vector",
      t.multiVector(1),
      [[0.5], new Float32Array([1])],
      [new Float32Array([0.5]), new Float32Array([1])],
    ],
    [
      "sparse vector",
      t.sparseVector(),
      { indices: [7, 0], values: [0.5, -1] },
      { indices: new Uint32Array([0, 7]), values: new Float32Array([-1, 0.5]) },
    ],
    [
      "sparse vector",
      t.sparseVector(),
      { indices: [], values: [] },
      { indices: new Uint32Array(), values: new Float32Array() },
    ],
    ["nullable", t.string().nullable(), null, null],
    ["nullable", t.vector(2).nullable(), undefined, null],
  ])("takes a valid %s", async (_, column, value, stored) => {
    expect(await check(column, value)).toStrictEqual(stored);
  });

  it.each<[AnyColumn, unknown, string]>([
    [t.string(), 12, "takes a string, and was given the number 12"],
    [t.string(), "a\ud83d", "takes a string, and was given a string with a lone surrogate"],
    [t.string(), null, "was given null"],
    [t.string(), undefined, "is missing"],
    [t.int(), 1.5, "takes an integer (number), and was given the number 1.5"],
    [t.int(), 2 ** 53, "takes an integer (number), and was given the number 9007199254740992"],
    [t.int(), "1", 'takes an integer (number), and was given the string "1"'],
    [t.int(), 1n, "takes an integer (number), and was given the bigint 1n"],
    [t.bigint(), 2n ** 63n, "takes a bigint of at most 64 bits, and was given the bigint 9223372036854775808n"],
    [t.bigint(), 1, "takes a bigint of at most 64 bits, and was given the number 1"],
    [t.float(), Number.NaN, "takes a finite number, and was given the number NaN"],
    [t.float(), Number.NEGATIVE_INFINITY, "takes a finite number, and was given the number -Infinity"],
    [t.boolean(), 1, "takes true or false, and was given the number 1"],
    [t.multiVector(2), [], "takes an array of one or more vectors of 2 finite numbers, and was given an array of 0"],
    [t.multiVector(2), [[1, 2], [1]], "and was given one of 1 at [1]"],
    [t.sparseVector(), [1, 2], "takes a sparse vector: { indices, values }, and was given an array of 2"],
    [t.sparseVector(), { indices: [1], values: [] }, "and was given 1 indices and 0 values"],
    [t.sparseVector(), { indices: [1, 1], values: [1, 2] }, "and was given the index 1 twice"],
    [t.sparseVector(), { indices: [-1], values: [1] }, "and was given the number -1 at indices[0]"],
    [t.sparseVector(), { indices: [1], values: [1e39] }, "and was given the number 1e+39 at values[0]"],
    [t.bytes(), "abc", 'takes a Uint8Array, and was given the string "abc"'],
    [t.bytes(), new Uint16Array(2), "takes a Uint8Array, and was given an Uint16Array of 4 bytes"],
    [t.timestamp(), new Date(Number.NaN), "takes a valid Date, and was given an invalid Date"],
    [t.timestamp(), 0, "takes a valid Date, and was given the number 0"],
    [t.date(), "2023-02-29", 'takes a day as YYYY-MM-DD, and was given the string "2023-02-29"'],
    [t.date(), "2023-2-9", 'takes a day as YYYY-MM-DD, and was given the string "2023-2-9"'],
    [t.uuid(), "abc", 'takes a Uuid or its 36-character form, and was given the string "abc"'],
    [t.json(), { a: [1, new Date(0)] }, "JSON can hold, and was given the Date 1970-01-01T00:00:00.000Z at .a[1]"],
    [t.json(), { a: Number.NaN }, "and was given the number NaN at .a"],
    [t.json(), new Map(), "and was given a Map"],
    [t.json(), null, "was given null"],
    [t.list(t.int()), [1, "2"], 'each item an integer (number), and was given the string "2" at [1]'],
    [t.list(t.int()), Array(1), "and was given undefined at [0]"],
    [t.list(t.int()), new Set([1]), "and was given a Set"],
    [t.vector(3), [1, 2], "takes a vector of 3 finite numbers (Float32Array or number[]), and was given one of 2"],
    [t.vector(2), [1, Number.NaN], "and was given the number NaN at [1]"],
    [t.vector(2), new Float32Array([1, Number.POSITIVE_INFINITY]), "and was given the number Infinity at [1]"],
    [t.vector(2), [1, 1e300], "and was given the number 1e+300 at [1]"],
    [t.vector(2), [1, "2"], 'and was given the string "2" at [1]'],
    [t.vector(2), Array(2), "and was given undefined at [0]"],
    [t.vector(2), new Float64Array(2), "and was given a Float64Array of 16 bytes"],
  ])("refuses a wrong value and says what is wanted (%#)", async (column, value, problem) => {
    const error: unknown = await check(column, value).catch((thrown: unknown) => thrown);
    expect(RowError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ code: "ROW_INVALID", column: "v" });
    expect((error as RowError).message).toMatch(/^Row 7: column "v" /);
    expect((error as RowError).message).toContain(problem);
  });

  const Doc = record({ id: t.string(), n: t.int(), note: t.string().nullable() }, { primaryKey: ["id", "n"] });

  it("names unknown columns, and lists the known ones", async () => {
    const resolved = await resolveRecord(Doc, noLookup);
    const row = { id: "a b", n: 1, nota: "x" };
    const error = catching(() => checkRow(resolved, row, 'Row of table "docs"'));
    expect(error.message).toBe('Row of table "docs" "a b",1: there is no column "nota"');
    expect(error.hint).toBe("Columns: id, n, note.");
  });

  it("leaves the key out of the message where the key itself is wrong, and does not take inherited properties", async () => {
    const resolved = await resolveRecord(Doc, noLookup);
    expect(catching(() => checkRow(resolved, { id: "a", n: 1.5 })).message).toBe(
      'Row: column "n" takes an integer (number), and was given the number 1.5',
    );
    // Of relations, which are known by their ends.
    expect(
      catching(() => checkRow({ ...resolved, primaryKey: [] }, { id: "a", n: 1.5 }, "Relation KNOWS")).message,
    ).toBe('Relation KNOWS: column "n" takes an integer (number), and was given the number 1.5');
    const inherited = Object.create({ id: "a", n: 1 }) as { id: string; n: number };
    expect(catching(() => checkRow(resolved, inherited)).message).toBe('Row a,1: column "id" is missing');
    expect(catching(() => checkRow(resolved, null as never)).message).toBe("Row is not an object");
  });

  it("gives columns in the order of the schema and does not share memory with what was given", async () => {
    const schema = record({ id: t.int(), b: t.bytes(), v: t.vector(1), at: t.timestamp() }, { primaryKey: ["id"] });
    const resolved = await resolveRecord(schema, noLookup);
    const given = { at: new Date(1), v: new Float32Array([1]), b: new Uint8Array([1]), id: 1 };
    const row = checkRow(resolved, given);
    expect(Object.keys(row)).toEqual(["id", "b", "v", "at"]);
    given.v[0] = 2;
    given.b[0] = 2;
    given.at.setTime(2);
    expect(row).toEqual({ id: 1, b: new Uint8Array([1]), v: new Float32Array([1]), at: new Date(1) });
  });
});

function catching(action: () => unknown): RowError {
  try {
    action();
  } catch (error) {
    if (RowError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}
