import { Refusal } from "../server/refusal.ts";
import { valueOf } from "./filter.ts";
import { type Document, isVector, type Namespace } from "./namespace.ts";
import { type KeptVector, readValue } from "./values.ts";

export interface Ranked {
  readonly document: Document;
  readonly distance?: number;
}

/** Documents in the order that is asked for; the best first. */
export function rank(namespace: Namespace, documents: readonly Document[], rankBy: unknown): Ranked[] {
  const [name, how, wanted] = rankBy as readonly [string, string, unknown];
  if (how === "asc" || how === "desc") return byAttribute(documents, name, how);
  if (how === "ANN" || how === "kNN") return byVector(namespace, documents, name, wanted);
  if (how === "BM25") return byWords(namespace, documents, name, String(wanted));
  throw new Refusal(501, `the stand-in does not serve rank_by ${JSON.stringify(rankBy)}`);
}

function byAttribute(documents: readonly Document[], name: string, how: "asc" | "desc"): Ranked[] {
  const direction = how === "asc" ? 1 : -1;
  const compare = (a: unknown, b: unknown): number => {
    if (a === b) return 0;
    if (a === undefined) return -1;
    if (b === undefined) return 1;
    return (a as string) < (b as string) ? -1 : 1;
  };
  return documents
    .toSorted((a, b) => direction * compare(valueOf(a, name), valueOf(b, name)))
    .map((document) => ({ document }));
}

function byVector(namespace: Namespace, documents: readonly Document[], name: string, wanted: unknown): Ranked[] {
  const attribute = namespace.schema.get(name);
  if (attribute === undefined || !isVector(attribute.type)) throw new Refusal(400, `attribute ${name} is no vector`);
  const { numbers: query } = readValue(name, attribute.type, false, wanted) as KeptVector;
  const { distance_metric: metric } = (attribute.ann || { distance_metric: "cosine_distance" }) as {
    readonly distance_metric: string;
  };
  return documents
    .flatMap((document) => {
      const stored = document.attributes[name] as KeptVector | undefined;
      return stored === undefined ? [] : [{ document, distance: distanceOf(metric, query, stored.numbers) }];
    })
    .sort((a, b) => a.distance - b.distance);
}

function distanceOf(metric: string, a: Float32Array, b: Float32Array): number {
  let [dot, squares, lengthA, lengthB] = [0, 0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] as number, b[index] as number];
    dot += x * y;
    squares += (x - y) ** 2;
    lengthA += x * x;
    lengthB += y * y;
  }
  return metric === "euclidean_squared" ? squares : 1 - dot / (Math.sqrt(lengthA * lengthB) || 1);
}

/** BM25 with the usual parameters over words in lower case; no stems, no stop words. */
function byWords(namespace: Namespace, documents: readonly Document[], name: string, query: string): Ranked[] {
  const search = namespace.schema.get(name)?.full_text_search;
  if (search === undefined || search === false) throw new Refusal(400, `attribute ${name} has no full-text search`);
  const texts = new Map([...namespace.documents.values()].map((one) => [one, words(one.attributes[name])]));
  const mean = [...texts.values()].reduce((sum, text) => sum + text.length, 0) / (texts.size || 1) || 1;
  const terms = [...new Set(words(query))].map((term) => {
    const holders = [...texts.values()].filter((text) => text.includes(term)).length;
    return { term, weight: Math.log(1 + (texts.size - holders + 0.5) / (holders + 0.5)) };
  });
  return documents
    .map((document) => {
      const text = texts.get(document) ?? [];
      const distance = terms.reduce((sum, { term, weight }) => {
        const times = text.filter((word) => word === term).length;
        return sum + (weight * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * text.length) / mean));
      }, 0);
      return { document, distance };
    })
    .filter(({ distance }) => distance > 0)
    .sort((a, b) => b.distance - a.distance);
}

function words(value: unknown): string[] {
  const text = Array.isArray(value) ? value.join(" ") : value;
  return typeof text === "string" ? (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) : [];
}
