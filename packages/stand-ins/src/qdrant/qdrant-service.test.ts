import { QdrantClient } from "@qdrant/js-client-rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Serving, serve } from "../server/serve.ts";
import { QdrantService } from "./qdrant-service.ts";

let serving: Serving;
let client: QdrantClient;

beforeAll(async () => {
  serving = await serve(new QdrantService({ maxRequestBytes: 100_000 }), {});
  client = new QdrantClient({ url: serving.url });
  await client.createCollection("notes", {
    vectors: {
      place: { size: 2, distance: "Euclid" },
      angle: { size: 2, distance: "Cosine" },
      parts: { size: 2, distance: "Dot", multivector_config: { comparator: "max_sim" } },
    },
    sparse_vectors: { words: { modifier: "idf" } },
  });
  await client.upsert("notes", {
    points: [1, 2, 3].map((id) => ({
      id,
      vector: {
        place: [id, 0],
        angle: [id, id],
        parts: [
          [id, 0],
          [0, id],
        ],
        words: { indices: id === 3 ? [7] : [7, id], values: id === 3 ? [1] : [1, 1] },
      },
      payload: { number: id, "a.b": id, nested: { list: [id, "x"] } },
    })),
  });
});
afterAll(() => serving.close());

/** The status and message of what is thrown. */
async function refused(call: Promise<unknown>): Promise<readonly [unknown, string]> {
  const error = (await call.then(
    () => ({}),
    (thrown: unknown) => thrown,
  )) as { readonly status?: number; readonly data?: { readonly status?: { readonly error?: string } } };
  return [error.status, error.data?.status?.error ?? ""];
}

const ids = ({ points }: { readonly points: readonly { readonly id: unknown }[] }) => points.map(({ id }) => id);

describe("what Qdrant refuses", () => {
  it.each<[string, () => Promise<unknown>, number, RegExp]>([
    ["a collection that is there", () => client.createCollection("notes", {}), 409, /already exists/],
    ["a name with a slash", () => client.createCollection("a/b", {}), 422, /not valid/],
    [
      "a field of a vector that nobody knows",
      () => client.createCollection("x", { vectors: { size: 2, distance: "Dot", colour: 1 } as never }),
      400,
      /unknown field `colour`/,
    ],
    [
      "a distance that is none",
      () => client.createCollection("x", { vectors: { size: 2, distance: "Near" as "Dot" } }),
      400,
      /expected one of Cosine/,
    ],
    ["a collection that is not there", () => client.upsert("none", { points: [] }), 404, /`none` doesn't exist/],
    [
      "a vector of another length",
      () => client.upsert("notes", { points: [{ id: 9, vector: { place: [1, 2, 3] } }] }),
      400,
      /expected dim: 2, got 3/,
    ],
    [
      "a vector of an unknown name",
      () => client.upsert("notes", { points: [{ id: 9, vector: { else: [1, 2] } }] }),
      400,
      /Not existing vector name error: else/,
    ],
    [
      "a sparse vector with an index twice",
      () => client.upsert("notes", { points: [{ id: 9, vector: { words: { indices: [1, 1], values: [1, 2] } } }] }),
      422,
      /unique/,
    ],
    [
      "an id that is none",
      () => client.upsert("notes", { points: [{ id: "a", vector: {} }] }),
      400,
      /not a valid point ID/,
    ],
    ["a negative id", () => client.upsert("notes", { points: [{ id: -1, vector: {} }] }), 400, /not a valid point ID/],
    [
      "a body that is too large",
      () => client.upsert("notes", { points: [{ id: 9, vector: {}, payload: { text: "x".repeat(100_000) } }] }),
      413,
      /larger than allowed/,
    ],
    ["what is not served here, by name", () => client.scroll("notes", { order_by: "number" }), 501, /order_by/],
  ])("is refused: %s", async (_, call, status, message) => {
    const [found, text] = await refused(call());
    expect(text).toMatch(message);
    expect(found).toBe(status);
  });

  it("is refused: a field that nobody knows, which the client would leave out", async () => {
    const answer = await fetch(`${serving.url}/collections/x`, { method: "PUT", body: JSON.stringify({ colour: 1 }) });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("unknown field `colour`");
  });

  it("leaves nothing behind", async () => {
    expect(ids(await client.scroll("notes"))).toEqual([1, 2, 3]);
  });
});

describe("searches", () => {
  it("by distance, by angle, by parts and by words give the nearest first", async () => {
    expect(ids(await client.query("notes", { query: [3, 0], using: "place" }))).toEqual([3, 2, 1]);
    expect((await client.query("notes", { query: [1, 1], using: "angle" })).points.map(({ score }) => score)).toEqual([
      expect.closeTo(1),
      expect.closeTo(1),
      expect.closeTo(1),
    ]);
    const byParts = await client.query("notes", {
      query: [
        [1, 0],
        [0, 1],
      ],
      using: "parts",
      limit: 1,
    });
    expect(byParts.points).toMatchObject([{ id: 3, score: 6 }]);
    const byWords = await client.query("notes", { query: { indices: [2, 7], values: [1, 1] }, using: "words" });
    expect(ids(byWords)[0]).toBe(2);
  });

  it("are narrowed by filters, also inside JSON, and joined by their ranks", async () => {
    const filter = {
      must: [
        { key: "number", range: { gte: 2 } },
        { key: "nested.list[]", match: { value: "x" } },
      ],
    };
    expect(ids(await client.query("notes", { query: [0, 0], using: "place", filter }))).toEqual([2, 3]);
    expect((await client.count("notes", { filter: { must: [{ key: '"a.b"', match: { value: 1 } }] } })).count).toBe(1);
    const joined = await client.query("notes", {
      prefetch: [
        { query: [1, 0], using: "place", limit: 2 },
        { query: { indices: [2], values: [1] }, using: "words", limit: 2 },
      ],
      query: { fusion: "rrf" },
    });
    expect(ids(joined)).toEqual([2, 1]);
  });

  it("keep a vector that is compared by its angle with the length 1", async () => {
    const [point] = await client.retrieve("notes", { ids: [2], with_vector: ["angle"] });
    expect(point?.vector).toEqual({ angle: [expect.closeTo(Math.SQRT1_2), expect.closeTo(Math.SQRT1_2)] });
  });
});

describe("a collection that stands", () => {
  it("gets and loses named vectors", async () => {
    await client.createVectorName("notes", "later", { dense: { size: 1, distance: "Dot" } });
    await client.upsert("notes", { points: [{ id: 10, vector: { later: [1] } }] });
    await client.deleteVectorName("notes", "later");
    const [point] = await client.retrieve("notes", { ids: [10], with_vector: true });
    expect(point?.vector).toEqual({});
    await client.delete("notes", { points: [10] });
  });

  it("keeps integers of 64 bits and negative zeros exactly", async () => {
    const raw = (text: string) => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text);
    const id = (2n ** 64n - 1n) as unknown as number;
    await client.upsert("notes", { points: [{ id, vector: {}, payload: { big: -(2n ** 63n), zero: raw("-0.0") } }] });
    const [point] = await client.retrieve("notes", { ids: [id] });
    expect(point).toEqual({ id, payload: { big: -(2n ** 63n), zero: -0 } });
    await client.delete("notes", { points: [id] });
  });

  it("shows a write that was not waited for a little later", async () => {
    const { status } = await client.upsert("notes", { wait: false, points: [{ id: 11, vector: {} }] });
    expect(status).toBe("acknowledged");
    await expect.poll(() => client.retrieve("notes", { ids: [11] })).toHaveLength(1);
    await client.delete("notes", { points: [11] });
  });
});
