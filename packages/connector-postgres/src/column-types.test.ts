import { record, t, Uuid } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { mountTable, type TableOptions } from "./mount-table.ts";
import { DB, TestApp } from "./testing/test-app.ts";
import { testDatabase } from "./testing/test-database.ts";

const All = record(
  {
    id: t.bigint(),
    text: t.string(),
    int: t.int(),
    float: t.float(),
    flag: t.boolean(),
    bytes: t.bytes(),
    at: t.timestamp(),
    day: t.date(),
    uuid: t.uuid(),
    json: t.json().nullable(),
    words: t.list(t.string()),
    ints: t.list(t.bigint()),
    floats: t.list(t.float()),
    flags: t.list(t.boolean()),
    blobs: t.list(t.bytes()),
    times: t.list(t.timestamp()),
    days: t.list(t.date()),
    uuids: t.list(t.uuid()),
    vector: t.vector(3),
    note: t.string().nullable(),
  },
  { primaryKey: ["id"] },
);

const UUID = "018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d";
const ODD = `a"b'c\\d{e},f\n\t\u{1F600}é NULL \\N`;

describe("values come back as they were declared", () => {
  it("at the limits of every type", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const base = {
      text: ODD,
      int: Number.MAX_SAFE_INTEGER,
      float: Number.MIN_VALUE,
      flag: true,
      bytes: Uint8Array.of(0, 255, 92, 39),
      at: new Date("2024-02-29T23:59:59.999Z"),
      day: "9999-12-31",
      uuid: UUID,
      json: { [ODD]: [1.5, null, ODD, { nested: true }], big: 1e300 },
      words: [ODD, "", "NULL", "null", " "],
      ints: [2n ** 63n - 1n, -(2n ** 63n)],
      floats: [0.1, -0, 1e308, 5e-324],
      flags: [true, false],
      blobs: [Uint8Array.of(), Uint8Array.of(0, 92, 34)],
      times: [new Date(0), new Date("0001-01-01T00:00:00Z"), new Date("-000043-03-15T00:00:00Z")],
      days: ["2024-02-29", "0001-01-01"],
      uuids: [UUID],
      vector: [1.5, -0.1, 3.4028234663852886e38],
    };
    await app.succeed(async () => {
      const table = await mountTable(DB, "everything", All);
      table.declareRow({ id: 2n ** 63n - 1n, ...base });
      table.declareRow({
        id: -(2n ** 63n),
        ...base,
        int: -Number.MAX_SAFE_INTEGER,
        float: -0,
        at: new Date("-004000-01-01T00:00:00Z"),
        day: "0001-01-01",
        words: [],
        ints: [],
        json: null,
        text: "",
        bytes: Uint8Array.of(),
        note: "x".repeat(1_000_000),
      });
    });
    const [low, high] = await rows(
      `SELECT id::text, text, int::text, float, flag, bytes, extract(epoch FROM at)::float8 AS at, day::text, uuid::text, json, words, ints::text[],
              floats, flags, array_to_json(blobs)::text AS blobs, array_to_json(times AT TIME ZONE 'UTC')::text AS times, days::text[], uuids::text[], vector::text, length(note) AS note
         FROM (SELECT *, (SELECT array_agg(x AT TIME ZONE 'UTC') FROM unnest(times) x) AS z FROM everything) AS e ORDER BY id`.replace(
        "array_to_json(times AT TIME ZONE 'UTC')::text",
        "array_to_json(z)::text",
      ),
    );
    expect(high).toEqual({
      id: "9223372036854775807",
      text: ODD,
      int: "9007199254740991",
      float: Number.MIN_VALUE,
      flag: true,
      bytes: Buffer.from(base.bytes),
      at: Date.parse("2024-02-29T23:59:59.999Z") / 1000,
      day: "9999-12-31",
      uuid: UUID,
      json: base.json,
      words: base.words,
      ints: ["9223372036854775807", "-9223372036854775808"],
      floats: [0.1, -0, 1e308, 5e-324],
      flags: [true, false],
      blobs: '["\\\\x","\\\\x005c22"]',
      times: '["1970-01-01T00:00:00","0001-01-01T00:00:00","0044-03-15T00:00:00 BC"]',
      days: base.days,
      uuids: [UUID],
      vector: "[1.5,-0.1,3.4028235e+38]",
      note: null,
    });
    expect(low).toMatchObject({
      id: "-9223372036854775808",
      int: "-9007199254740991",
      at: Date.parse("-004000-01-01T00:00:00Z") / 1000,
      day: "0001-01-01",
      words: [],
      ints: [],
      json: null,
      text: "",
      note: 1_000_000,
    });
    expect(Object.is(low?.["float"], -0)).toBe(true);
  });

  it("of keys of every kind, of which rows are deleted again", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    const Keyed = record(
      { a: t.string(), b: t.int(), c: t.boolean(), d: t.bytes(), e: t.date(), f: t.uuid(), g: t.bigint() },
      { primaryKey: ["a", "b", "c", "d", "e", "f", "g"] },
    );
    const key = { b: -1, c: true, d: Uint8Array.of(0), e: "2024-01-01", f: Uuid.parse(UUID), g: 5n };
    const main = (names: readonly string[]) => async () => {
      const table = await mountTable(DB, "keyed", Keyed);
      for (const a of names) table.declareRow({ ...key, a });
    };
    await app.succeed(main(["x", "y"]));
    await app.succeed(main(["y", ODD]));
    expect(await rows("SELECT a FROM keyed ORDER BY a")).toEqual([{ a: ODD }, { a: "y" }]);
    await app.succeed(main([]));
    expect(await rows("SELECT a FROM keyed")).toEqual([]);
  });
});

describe("types of your own", () => {
  const Product = record(
    {
      id: t.int(),
      price: t.float(),
      count: t.int(),
      mood: t.string(),
      span: t.string(),
      address: t.string(),
      bits: t.string(),
      code: t.string(),
      at: t.timestamp(),
      doc: t.json(),
      sizes: t.list(t.float()),
      moods: t.list(t.string()),
      sparse: t.vector(3),
      half: t.vector(2),
      words: t.string(),
    },
    { primaryKey: ["id"] },
  );
  const columns: TableOptions<keyof typeof Product.columns>["columns"] = {
    id: "integer",
    price: "numeric(20,10)",
    count: "smallint",
    mood: "mood",
    span: "int4range",
    address: "inet",
    bits: "bit(4)",
    code: "char(3)",
    at: "timestamp(3)",
    doc: "json",
    sizes: "numeric[]",
    moods: "mood[]",
    sparse: "sparsevec(3)",
    half: "halfvec(2)",
    words: "tsvector",
  };
  const row = {
    id: 1,
    price: 0.1 + 0.2,
    count: 7,
    mood: "happy",
    span: "[1,5)",
    address: "10.0.0.1",
    bits: "1010",
    code: "abc",
    at: new Date("2024-06-01T12:00:00.123Z"),
    doc: { b: 1, a: 2 },
    sizes: [1.1],
    moods: ["sad", "happy"],
    sparse: [0, 2, 0],
    half: [0.5, 1],
    words: "'cat':1 'dog':2",
  };

  it("take what Postgres reads, and are not written again when nothing changed", async () => {
    const { pool, rows } = await testDatabase();
    await rows("CREATE TYPE mood AS ENUM ('sad', 'happy')");
    const app = new TestApp(pool);
    const main = (given: object) => async () =>
      (await mountTable(DB, "products", Product, { columns })).declareRow({ ...row, ...given });
    await app.succeed(main({}));
    expect(
      await rows(
        "SELECT price::text, count, mood::text, span::text, address::text, bits::text, code, at::text, doc::text, sizes::text, moods::text, sparse::text, half::text, words::text FROM products",
      ),
    ).toEqual([
      {
        price: "0.3000000000",
        count: 7,
        mood: "happy",
        span: "[1,5)",
        address: "10.0.0.1/32",
        bits: "1010",
        code: "abc",
        at: "2024-06-01 12:00:00.123",
        doc: '{"b":1,"a":2}',
        sizes: "{1.1}",
        moods: "{sad,happy}",
        sparse: "{2:2}/3",
        half: "[0.5,1]",
        words: "'cat':1 'dog':2",
      },
    ]);
    const before = await rows("SELECT ctid, xmin FROM products");
    await app.succeed(main({}), { fullReprocess: true });
    expect(await rows("SELECT ctid, xmin FROM products")).toEqual(before);
    for (const bad of [{ code: "abcd" }, { bits: "10101" }, { count: 70_000 }, { mood: "angry" }]) {
      expect(await app.failures(main(bad)), JSON.stringify(bad)).toMatchObject([{ code: "POSTGRES_VALUE" }]);
    }
  });

  it("are refused where they would change a value, or one key into another", async () => {
    const { pool } = await testDatabase();
    const app = new TestApp(pool);
    const Row = record({ id: t.string(), float: t.float(), list: t.list(t.int()) }, { primaryKey: ["id"] });
    for (const columns of [
      { float: "integer" },
      { id: "citext" },
      { id: "char(3)" },
      { list: "bigint" },
      { list: "no such" },
    ] as const) {
      const main = (): Promise<unknown> => mountTable(DB, "rows", Row, { columns });
      expect(await app.failures(main), JSON.stringify(columns)).toMatchObject([{ code: "POSTGRES_COLUMN_TYPE" }]);
    }
    expect(
      await app.failures(() => mountTable(DB, "rows", Row, { columns: { float: "real", list: "nosuch[]" } })),
    ).toMatchObject([{ code: "POSTGRES_UNDEFINED" }]);
  });
});
