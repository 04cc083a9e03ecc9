import { Turbopuffer } from "@turbopuffer/turbopuffer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Serving, serve } from "../server/serve.ts";
import { TurbopufferService } from "./turbopuffer-service.ts";

let serving: Serving;
let notes: ReturnType<Turbopuffer["namespace"]>;
let client: Turbopuffer;

beforeAll(async () => {
  serving = await serve(new TurbopufferService({ maxRequestBytes: 100_000 }), { apiKey: "key" });
  client = new Turbopuffer({ apiKey: "key", baseURL: serving.url, maxRetries: 0, logLevel: "off" });
  notes = client.namespace("notes");
  await notes.write({
    upsert_rows: [1, 2, 3].map((id) => ({
      id,
      place: [id, 0],
      text: `common word ${id}`,
      tags: [`t${id}`],
      at: "2026-01-02",
    })),
    schema: {
      place: { type: "[2]f32", ann: { distance_metric: "euclidean_squared" } },
      text: { type: "string", full_text_search: true },
      at: "datetime",
    },
  });
});
afterAll(() => serving.close());

async function refused(call: PromiseLike<unknown>): Promise<readonly [unknown, string]> {
  const error = (await Promise.resolve(call).then(
    () => ({}),
    (thrown: unknown) => thrown,
  )) as { readonly status?: number; readonly error?: { readonly error?: string } };
  return [error.status, error.error?.error ?? ""];
}

const found = async (call: PromiseLike<{ readonly rows?: readonly { readonly id: unknown }[] }>) =>
  ((await call).rows ?? []).map(({ id }) => id);

describe("what Turbopuffer refuses", () => {
  const write = (row: Readonly<Record<string, unknown>>) => () => notes.write({ upsert_rows: [row as never] });

  it.each<[string, () => PromiseLike<unknown>, number, RegExp]>([
    ["a field that nobody knows", () => notes.write({ colour: 1 } as never), 400, /unknown field `colour`/],
    ["a vector of another length", write({ id: 9, place: [1, 2, 3] }), 400, /2 dimensions, got 3/],
    ["a value of another type", write({ id: 9, text: 7 }), 400, /expected string/],
    ["an id of another type", write({ id: "a" }), 400, /expected uint/],
    ["an id twice in a write", () => notes.write({ upsert_rows: [{ id: 1 }], deletes: [1] }), 400, /twice/],
    ["a filterable text that is too long", write({ id: 9, tags: ["x".repeat(5000)] }), 400, /4 KiB/],
    [
      "a language that there is not",
      () =>
        notes.updateSchema({ schema: { text: { type: "string", full_text_search: { language: "latin" as never } } } }),
      400,
      /language: expected one of arabic/,
    ],
    ["another type of an attribute", () => notes.updateSchema({ schema: { text: "int" } }), 400, /cannot be changed/],
    [
      "a vector for a namespace that has documents",
      () => notes.updateSchema({ schema: { more: { type: "[2]f32", ann: true } } }),
      400,
      /cannot be added/,
    ],
    [
      "a search by words without an index",
      () => notes.query({ rank_by: ["tags", "BM25", "x"], limit: 1 }),
      400,
      /no full-text/,
    ],
    ["a namespace that is not there", () => client.namespace("none").schema(), 404, /not found/],
    [
      "a namespace without a document",
      () => client.namespace("none").write({ schema: { a: "int" } }),
      400,
      /first document/,
    ],
    ["a body that is too large", write({ id: 9, text: "x".repeat(100_000) }), 413, /larger than allowed/],
    ["another key", () => client.withOptions({ apiKey: "other" }).namespace("notes").schema(), 401, /unauthorized/],
    ["what is not served here, by name", () => notes.write({ patch_rows: [{ id: 1 }] }), 501, /patch_rows/],
  ])("is refused: %s", async (_, call, status, message) => {
    const [code, text] = await refused(call());
    expect(text).toMatch(message);
    expect(code).toBe(status);
  });

  it("leaves nothing behind", async () => {
    expect(await found(notes.query({ rank_by: ["id", "asc"], limit: 10 }))).toEqual([1, 2, 3]);
    expect(Object.keys(await notes.schema()).sort()).toEqual(["at", "id", "place", "tags", "text"]);
  });
});

describe("queries", () => {
  it("by vectors, by words and by attributes, narrowed by filters", async () => {
    expect(await found(notes.query({ rank_by: ["place", "ANN", [3, 0]], limit: 2 }))).toEqual([3, 2]);
    expect(await found(notes.query({ rank_by: ["text", "BM25", "word 2"], limit: 1 }))).toEqual([2]);
    const filters = [
      "Or",
      [
        ["tags", "Contains", "t1"],
        ["id", "Gt", 2],
      ],
    ] as never;
    expect(await found(notes.query({ rank_by: ["id", "desc"], limit: 5, filters }))).toEqual([3, 1]);
    expect((await notes.query({ aggregate_by: { all: ["Count"] } })).aggregations).toEqual({ all: 3 });
  });

  it("give values as they are kept, vectors also in base64", async () => {
    const [row] = (await notes.query({ rank_by: ["id", "asc"], limit: 1, include_attributes: true })).rows ?? [];
    expect(row).toMatchObject({ id: 1, place: [1, 0], tags: ["t1"], at: "2026-01-02T00:00:00.000Z" });
    const [other] =
      (
        await notes.query({
          rank_by: ["id", "asc"],
          limit: 1,
          include_attributes: ["place"],
          vector_encoding: "base64",
        })
      ).rows ?? [];
    expect(other).toEqual({ id: 1, place: "AACAPwAAAAA=" });
  });
});

describe("a namespace", () => {
  it("comes with its first document, stays without any, and goes as a whole", async () => {
    const own = client.namespace("own");
    await own.write({ upsert_rows: [{ id: "a", n: 1 }] });
    const { billing, rows_deleted } = await own.write({ deletes: ["a", "b"] });
    expect([rows_deleted, billing.billable_logical_bytes_written]).toEqual([1, 0]);
    expect(await own.schema()).toMatchObject({ id: { type: "string" }, n: { type: "int", filterable: true } });
    await own.deleteAll();
    expect(await own.exists()).toBe(false);
  });
});
