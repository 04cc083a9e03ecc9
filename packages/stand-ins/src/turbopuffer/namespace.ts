import { Refusal } from "../server/refusal.ts";
import { inferredType, readId, readValue } from "./values.ts";

export type Json = Readonly<Record<string, unknown>>;
export type DocumentId = bigint | number | string;

/** An attribute with all that was said of it, and what follows where nothing was. */
export interface Attribute {
  readonly type: string;
  readonly filterable: boolean;
  readonly full_text_search?: unknown;
  readonly ann?: unknown;
  readonly [option: string]: unknown;
}

export interface Document {
  readonly id: DocumentId;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const VECTORS = 2;

/** One namespace: its schema, which grows with what is written, and its documents. */
export class Namespace {
  readonly schema: Map<string, Attribute> = new Map();
  readonly documents: Map<DocumentId, Document> = new Map();
  readonly createdAt: string = new Date().toISOString();

  /** Takes a schema in: new attributes, and other options of those that are there. All of it, or none. */
  extend(given: Json, distanceMetric: string | undefined): void {
    const added = Object.entries(given).map(
      ([name, said]) => [name, this.#attribute(name, said, distanceMetric)] as const,
    );
    const next = new Map([...this.schema, ...added]);
    const vectors = [...next.values()].filter(({ type }) => isVector(type));
    if (vectors.length > VECTORS) throw new Refusal(400, `a namespace has at most ${VECTORS} vector attributes`);
    for (const [name, attribute] of added) this.schema.set(name, attribute);
  }

  #attribute(name: string, said: unknown, distanceMetric: string | undefined): Attribute {
    if (name === "" || name.startsWith("$") || Buffer.byteLength(name) > 128) {
      throw new Refusal(400, `${JSON.stringify(name)} cannot be the name of an attribute`);
    }
    const given = typeof said === "string" ? { type: said } : (said as Json & { readonly type: string });
    const before = this.schema.get(name);
    if (before !== undefined && before.type !== given["type"]) {
      throw new Refusal(400, `attribute ${name}: the type ${before.type} cannot be changed to ${given["type"]}`);
    }
    if (name === "id") {
      if (!["string", "uint", "uuid"].includes(given["type"]))
        throw new Refusal(400, `id: ${given["type"]} is no type of ids`);
      return { type: given["type"], filterable: true };
    }
    if (isVector(given["type"])) return this.#vector(name, given, before, distanceMetric);
    const search = given["full_text_search"] ?? before?.full_text_search;
    if (search !== undefined && search !== false && !given["type"].endsWith("string")) {
      throw new Refusal(400, `attribute ${name}: only text can be searched`);
    }
    const searched = search !== undefined && search !== false;
    return {
      ...before,
      ...given,
      filterable: (given["filterable"] as boolean | undefined) ?? before?.filterable ?? !searched,
      ...(search === undefined ? {} : { full_text_search: search }),
    };
  }

  #vector(name: string, given: Json, before: Attribute | undefined, distanceMetric: string | undefined): Attribute {
    if (before === undefined && this.documents.size > 0) {
      throw new Refusal(400, `attribute ${name}: a vector cannot be added to a namespace that has documents`);
    }
    const ann = (given["ann"] ?? before?.ann ?? false) as { readonly distance_metric?: string } | boolean;
    const metric = typeof ann === "object" ? ann.distance_metric : undefined;
    if (ann !== false && metric === undefined && distanceMetric === undefined) {
      throw new Refusal(400, `attribute ${name}: distance_metric is required`);
    }
    return {
      type: given["type"] as string,
      filterable: false,
      ann: ann === false ? false : { distance_metric: metric ?? distanceMetric },
    };
  }

  /** The schema as the API gives it. */
  describe(): Json {
    return Object.fromEntries(this.schema);
  }

  read(row: Json): Document {
    const attributes: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(row)) {
      if (name === "id" || value === null) continue;
      const known = this.schema.get(name);
      if (known === undefined) throw new Refusal(400, `attribute ${name}: unknown`);
      attributes[name] = readValue(name, known.type, known.filterable, value);
    }
    return { id: readId(this.schema.get("id")?.type ?? "uint", row["id"]), attributes };
  }

  /** What the values of new attributes say of their types. */
  inferred(rows: readonly Json[], given: Json): Json {
    const found: Record<string, unknown> = {};
    for (const row of rows) {
      for (const [name, value] of Object.entries(row)) {
        if (this.schema.has(name) || Object.hasOwn(given, name) || Object.hasOwn(found, name) || value === null)
          continue;
        found[name] = name === "id" ? (typeof value === "string" ? "string" : "uint") : inferredType(name, value);
      }
    }
    // A vector that is given without a word about it is one that is searched.
    if (typeof found["vector"] === "string") found["vector"] = { type: found["vector"], ann: true };
    return found;
  }
}

export function isVector(type: string): boolean {
  return /^\[\d+\]f(?:16|32)$/.test(type);
}
