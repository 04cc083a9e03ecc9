import { readFileSync } from "node:fs";
import path from "node:path";
import { QdrantClient } from "@qdrant/js-client-rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Serving, serve } from "../server/serve.ts";
import { QdrantService } from "./qdrant-service.ts";

const folder = path.join(import.meta.dirname, "..", "..", "goldens");
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), "utf8"));

interface Cases {
  readonly collection: object;
  readonly points: readonly object[];
  readonly cases: readonly { readonly name: string; readonly ask: "query" | "scroll"; readonly request: object }[];
}

interface Answer {
  readonly points: readonly { readonly id: number | string; readonly score?: number; readonly vector?: unknown }[];
  readonly next?: number | string | null;
}

const { cases, collection, points } = read("qdrant-cases.json") as Cases;
const answers = read("qdrant-answers.json") as readonly Answer[];
let serving: Serving;
let client: QdrantClient;

beforeAll(async () => {
  serving = await serve(new QdrantService(), {});
  client = new QdrantClient({ url: serving.url });
  await client.createCollection("cases", collection);
  await client.upsert("cases", { points: points as never });
});
afterAll(() => serving.close());

/** Numbers as they are to the fifth digit: the engine reckons in 32 bits. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toFixed(4)) + 0;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rounded(one)]));
}

describe("what Qdrant's own engine answers is what its stand-in answers (goldens/make-qdrant-answers.py)", () => {
  it.each(cases.map(({ ask, name, request }, index) => [name, ask, request, answers[index] as Answer] as const))(
    "%s",
    async (_, ask, request, wanted) => {
      if (ask === "query") {
        const found = (await client.query("cases", request)).points.map(({ id, score }) => ({ id, score }));
        expect(rounded(found)).toEqual(rounded(wanted.points));
        return;
      }
      const { next_page_offset, points: found } = await client.scroll("cases", { ...request, with_payload: false });
      expect(found.map(({ id }) => id)).toEqual(wanted.points.map(({ id }) => id));
      expect(next_page_offset ?? null).toEqual(wanted.next);
      for (const [index, { vector }] of wanted.points.entries()) {
        if (vector !== undefined) expect(rounded(found[index]?.vector)).toEqual(rounded(vector));
      }
    },
  );
});
