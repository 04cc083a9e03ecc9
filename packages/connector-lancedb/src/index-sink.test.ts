import type { StableKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "./database.fixture.ts";
import type { RowValues } from "./encode-rows.ts";
import { type FtsIndexOptions, ftsIndexSpec } from "./fts-index.ts";
import type { TableLayout } from "./stored-type.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";
import { type VectorIndexOptions, vectorIndexSpec } from "./vector-index.ts";

const dimensions = 16;
const layout: TableLayout = {
  columns: [
    { name: "id", type: "int64", nullable: false },
    { name: "text", type: "text", nullable: false },
    { name: "The Vector", type: `vector(${dimensions})`, nullable: false },
  ],
  primaryKey: ["id"],
};

function rowsOf(count: number, from = 0): Map<StableKey, RowValues> {
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const id = from + index;
      const vector = Float32Array.from({ length: dimensions }, (_, axis) => Math.sin(id * (axis + 1)));
      return [id, { id, text: `note number ${id}`, "The Vector": vector }];
    }),
  );
}

const vector = (options: Partial<VectorIndexOptions> = {}) => ({
  embedding: vectorIndexSpec({ column: "The Vector", type: "ivfFlat", minRows: 100, ...options }, dimensions, "notes"),
});
const fts = (options: Partial<FtsIndexOptions> = {}) => ({
  text: ftsIndexSpec({ column: "text", ...options }, "notes"),
});

async function indexes(database: TestDatabase): Promise<string[]> {
  const list = await (await database.connection.openTable("notes")).listIndices();
  return list.map(({ name, indexType, numUnindexedRows }) => `${name} ${indexType} ${numUnindexedRows}`).sort();
}

async function version(database: TestDatabase): Promise<number> {
  return (await database.connection.openTable("notes")).version();
}

async function found(database: TestDatabase, text: string): Promise<number[]> {
  const rows = await (await database.connection.openTable("notes")).query().fullTextSearch(text).limit(10).toArray();
  return rows.map((row) => Number(row.id));
}

describe("a vector index", () => {
  it("is built in the run that brings enough rows, also when nothing about it was declared anew", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout, vectorIndexes: vector() });
    await target.run({ layout, vectorIndexes: vector(), rows: rowsOf(99) });
    expect(await indexes(database)).toEqual([]);
    await target.run({ layout, vectorIndexes: vector(), rows: rowsOf(100) });
    expect(target.log).toEqual(["rows 1"]);
    expect(await indexes(database)).toEqual(["embedding_vector_idx IvfFlat 0"]);
    const before = await version(database);
    await target.run({ layout, vectorIndexes: vector(), rows: rowsOf(100) });
    expect(target.log).toEqual([]);
    expect(await version(database)).toBe(before);
  });

  it("of every type is built, searched with, and leaves one index when the type changes", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const kinds = {
      ivfFlat: "IvfFlat",
      ivfRq: "IvfRq",
      hnswSq: "IvfHnswSq",
      ivfPq: "IvfPq",
      hnswPq: "IvfHnswPq",
    } as const;
    for (const [type, listed] of Object.entries(kinds)) {
      const options = { type: type as keyof typeof kinds, minRows: 256, metric: "dot", sampleRate: 2 } as const;
      await target.run({ layout, rows: rowsOf(256), vectorIndexes: vector(options) });
      expect(await indexes(database)).toEqual([`embedding_vector_idx ${listed} 0`]);
      const table = await database.connection.openTable("notes");
      expect((await table.indexStats("embedding_vector_idx"))?.distanceType).toBe("dot");
      const query = table.vectorSearch(rowsOf(1).get(0)?.["The Vector"] as Float32Array);
      expect(await query.distanceType("dot").limit(3).toArray()).toHaveLength(3);
    }
  });

  it("is built anew when an option changes, and gone when it is not declared any more", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout, rows: rowsOf(100), vectorIndexes: vector({ metric: "l2" }) });
    await target.run({ layout, rows: rowsOf(100), vectorIndexes: vector({ metric: "cosine" }) });
    const table = await database.connection.openTable("notes");
    expect((await table.indexStats("embedding_vector_idx"))?.distanceType).toBe("cosine");
    await target.run({ layout, rows: rowsOf(100) });
    expect(await indexes(database)).toEqual([]);
    await target.run({ layout, rows: rowsOf(101) });
    expect(await indexes(database)).toEqual([]);
  });

  it("is right after a crash before and after its sink", async () => {
    for (const crash of ["before-sinks", "after-sinks"] as const) {
      const database = await testDatabase();
      const target = new TrackedTarget(database, "notes");
      await target.run({ layout, rows: rowsOf(100), vectorIndexes: vector({ metric: "l2" }) });
      await target.run({ layout, rows: rowsOf(100), vectorIndexes: vector({ metric: "dot" }) }, { crash });
      await target.run({ layout, rows: rowsOf(101), vectorIndexes: vector({ metric: "l2" }) });
      const table = await database.connection.openTable("notes");
      expect((await table.indexStats("embedding_vector_idx"))?.distanceType).toBe("l2");
      await target.run({ layout, rows: rowsOf(100) }, { crash });
      await target.run({ layout, rows: rowsOf(100) });
      expect(await indexes(database)).toEqual([]);
    }
  });

  it("comes back with a table that was made anew, and with a column that was dropped and came again", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout, rows: rowsOf(100), vectorIndexes: vector() });
    const without = new Map([...rowsOf(100)].map(([key, row]) => [key, { id: row["id"], text: row["text"] }]));
    await target.run({ layout: { ...layout, columns: layout.columns.slice(0, 2) }, rows: without });
    expect(await indexes(database)).toEqual([]);
    await target.run({ layout, rows: rowsOf(100), vectorIndexes: vector() });
    expect(await indexes(database)).toEqual(["embedding_vector_idx IvfFlat 0"]);
    const byText = { ...layout, primaryKey: ["text"] };
    const rows = new Map([...rowsOf(120).values()].map((row) => [row["text"] as string, row]));
    await target.run({ layout: byText, rows, vectorIndexes: vector() });
    expect(await indexes(database)).toEqual(["embedding_vector_idx IvfFlat 0"]);
  });

  it("counts rows that have a vector, and is built beside rows that have none", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const nullable = {
      ...layout,
      columns: layout.columns.map((column) => ({ ...column, nullable: column.name !== "id" })),
    };
    const rows = rowsOf(110);
    for (let id = 0; id < 11; id++) rows.set(id, { id, text: "none", "The Vector": null });
    await target.run({ layout: nullable, rows, vectorIndexes: vector() });
    expect(await indexes(database)).toEqual([]);
    rows.set(0, rowsOf(1).get(0) as RowValues);
    await target.run({ layout: nullable, rows, vectorIndexes: vector() });
    expect(await indexes(database)).toEqual(["embedding_vector_idx IvfFlat 0"]);
    const table = await database.connection.openTable("notes");
    expect(await table.vectorSearch(new Float32Array(dimensions).fill(1)).limit(5).toArray()).toHaveLength(5);
  });

  it("does not stand beside a second one on the same column", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const run = target.run({ layout, vectorIndexes: { ...vector(), other: vector({ metric: "dot" }).embedding } });
    await expect(run).rejects.toMatchObject({ code: "LANCEDB_INDEX_TWICE" });
  });

  it("is renamed by declaring it under another name", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout, rows: rowsOf(100), vectorIndexes: vector() });
    await target.run({ layout, rows: rowsOf(100), vectorIndexes: { other: vector().embedding } });
    expect(await indexes(database)).toEqual(["other_vector_idx IvfFlat 0"]);
  });
});

describe("a full-text index", () => {
  it("works at once: on an empty table, for rows that came later, and after their change and deletion", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout, ftsIndexes: fts() });
    expect(await found(database, "number")).toEqual([]);
    await target.run({ layout, ftsIndexes: fts(), rows: rowsOf(3) });
    expect(await found(database, "2")).toEqual([2]);
    const changed = new Map([...rowsOf(2), [1, { ...rowsOf(2).get(1), text: "another thing" } as RowValues]]);
    await target.run({ layout, ftsIndexes: fts(), rows: changed });
    expect(await found(database, "number")).toEqual([0]);
    expect(await found(database, "things")).toEqual([1]);
  });

  it("takes late rows in once they are many", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout, ftsIndexes: fts(), rows: rowsOf(10) });
    await target.run({ layout, ftsIndexes: fts(), rows: rowsOf(11) });
    expect(await indexes(database)).toEqual(["text_fts_idx FTS 1"]);
    await target.run({ layout, ftsIndexes: fts(), rows: rowsOf(400) });
    expect(await indexes(database)).toEqual(["text_fts_idx FTS 0"]);
  });

  it("finds Chinese and Japanese words with the tokenizers icu and ngram, changed in place", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const rows = new Map([
      ...rowsOf(2),
      [7, { ...rowsOf(1).get(0), id: 7, text: "日本語のテキスト検索と備份恢復" } as RowValues],
    ]);
    for (const tokenizer of ["icu", "ngram"] as const) {
      await target.run({ layout, rows, ftsIndexes: fts({ tokenizer }) });
      expect(await found(database, "検索")).toEqual([7]);
      expect(await found(database, "恢復")).toEqual([7]);
      expect(await indexes(database)).toEqual(["text_fts_idx FTS 0"]);
    }
  });

  it("finds phrases, stems and words without their accents by default", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const rows = rowsOf(2);
    rows.set(5, { ...rowsOf(1).get(0), id: 5, text: "Restoring the backups of the café" });
    await target.run({ layout, rows, ftsIndexes: fts() });
    expect(await found(database, "restore")).toEqual([5]);
    expect(await found(database, "cafe")).toEqual([5]);
    const { PhraseQuery } = await import("@lancedb/lancedb");
    const table = await database.connection.openTable("notes");
    const phrase = await table.query().fullTextSearch(new PhraseQuery("note number", "text")).limit(5).toArray();
    expect(phrase).toHaveLength(2);
  });

  it("is gone when it is not declared any more, and stands beside a vector index of the same name", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({
      layout,
      rows: rowsOf(100),
      vectorIndexes: { same: vector().embedding },
      ftsIndexes: { same: fts().text },
    });
    expect(await indexes(database)).toEqual(["same_fts_idx FTS 0", "same_vector_idx IvfFlat 0"]);
    await target.run({ layout, rows: rowsOf(100), vectorIndexes: { same: vector().embedding } });
    expect(await indexes(database)).toEqual(["same_vector_idx IvfFlat 0"]);
  });
});

describe("index options", () => {
  it("that do not fit are refused when declared", () => {
    const wrong: [Partial<VectorIndexOptions>, string][] = [
      [{ type: "hnsw" as never }, 'has the unknown type "hnsw"'],
      [{ metric: "hamming" as never }, 'has the unknown metric "hamming"'],
      [{ m: 16 }, "has the option m, which ivfFlat does not take"],
      [{ numPartitions: 0 }, "has numPartitions: 0"],
      [{ type: "ivfPq", minRows: 100 }, "has minRows: 100"],
      [{ type: "ivfPq", minRows: 256, numSubVectors: 5 }, "has numSubVectors: 5"],
      [{ type: "ivfPq", minRows: 256, numBits: 5 }, "has numBits: 5"],
      [{ partitions: 3 } as never, 'has an unknown option "partitions"'],
    ];
    for (const [options, problem] of wrong) {
      expect(() => vector(options)).toThrow(`Table notes: the vector index on The Vector ${problem}.`);
    }
  });

  it("of full text that LanceDB would end the process for are refused when declared", () => {
    const wrong: [Partial<FtsIndexOptions>, string][] = [
      [{ language: "Klingon" as never }, 'has the unknown language "Klingon"'],
      [{ tokenizer: "words" as never }, 'has the unknown tokenizer "words"'],
      [{ ngramMinLength: 2 }, "has an option of n-grams"],
      [{ tokenizer: "ngram", ngramMinLength: 4, ngramMaxLength: 3 }, "has ngramMaxLength below ngramMinLength"],
      [{ maxTokenLength: 0 }, "has maxTokenLength: 0"],
      [{ stemmer: true } as never, 'has an unknown option "stemmer"'],
    ];
    for (const [options, problem] of wrong) {
      expect(() => fts(options)).toThrow(`Table notes: the full-text index on text ${problem}.`);
    }
  });
});
