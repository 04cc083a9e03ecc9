import { Refusal } from "../server/refusal.ts";
import type { Service, ServiceRequest } from "../server/service.ts";
import { isObject } from "../shape/shape.ts";
import { passes } from "./filter.ts";
import { type Document, type Json, Namespace } from "./namespace.ts";
import { rank, type Ranked } from "./rank.ts";
import * as schemas from "./schemas.ts";
import { type KeptVector, readId } from "./values.ts";

const MEGABYTE = 1024 * 1024;

export interface TurbopufferOptions {
  /** The largest body of a request, in bytes. Default: 512 MB, as Turbopuffer's own. */
  readonly maxRequestBytes?: number;
}

/** Turbopuffer's API over namespaces in memory; every search looks at every document. */
export class TurbopufferService implements Service {
  readonly name = "turbopuffer";
  readonly maxRequestBytes: number;
  readonly #namespaces = new Map<string, Namespace>();

  constructor({ maxRequestBytes = 512 * MEGABYTE }: TurbopufferOptions = {}) {
    this.maxRequestBytes = maxRequestBytes;
  }

  keyOf(headers: Parameters<Service["keyOf"]>[0]): string | undefined {
    const key = String(headers["authorization"] ?? "").replace(/^Bearer /, "");
    return key === "" ? undefined : key;
  }

  refuseKey(): { readonly status: number; readonly message: string } {
    return { status: 401, message: "unauthorized: the API key is not valid" };
  }

  describe(_status: number, message: string): unknown {
    return { status: "error", error: message };
  }

  isWrite({ method, path }: ServiceRequest): boolean {
    return method === "DELETE" || (method === "POST" && (path.length === 3 || path[3] === "schema"));
  }

  recordsOf({ body, path }: ServiceRequest): readonly Json[] {
    if (path.length !== 3 || !isObject(body)) return [];
    const deletes = (body["deletes"] ?? []) as readonly unknown[];
    return [...rowsOf(body), ...deletes.map(() => ({}))];
  }

  answer(request: ServiceRequest): unknown {
    const { body, method, path } = request;
    const [version, what, name, action] = path;
    if (!["v1", "v2"].includes(version ?? "") || what !== "namespaces") throw notServed(request);
    if (name === undefined) return this.#list(request);
    if (!/^[A-Za-z0-9\-_.]{1,128}$/.test(name)) {
      throw new Refusal(400, `${JSON.stringify(name)} cannot be the name of a namespace`);
    }
    if (method === "POST" && action === undefined) return this.#write(name, body);
    const namespace = this.#namespaces.get(name);
    if (namespace === undefined) throw new Refusal(404, `namespace '${name}' was not found`);
    switch (`${method} ${action ?? ""}`) {
      case "DELETE ":
        this.#namespaces.delete(name);
        return { status: "OK" };
      case "GET schema":
        return namespace.describe();
      case "POST schema":
        schemas.schema(body, "body");
        namespace.extend(body as Json, undefined);
        return namespace.describe();
      case "GET metadata":
        return describe(namespace);
      case "GET hint_cache_warm":
        return { status: "ACCEPTED" };
      case "POST query":
        return this.#query(namespace, body as Json);
      default:
        throw notServed(request);
    }
  }

  #list({ query }: ServiceRequest): unknown {
    const names = [...this.#namespaces.keys()].sort().filter((name) => name.startsWith(query["prefix"] ?? ""));
    return { namespaces: names.map((id) => ({ id })), next_cursor: null };
  }

  /** All of a write is done, or nothing. */
  #write(name: string, given: unknown): unknown {
    schemas.write(given, "body");
    const body = given as Json;
    const rows = rowsOf(body);
    const deletes = (body["deletes"] ?? []) as readonly unknown[];
    const found = this.#namespaces.get(name);
    if (found === undefined && rows.length === 0) {
      // What is not there can be deleted; it does not come to be by that.
      if (deletes.length > 0 || body["delete_by_filter"] !== undefined) return written(0, 0, 0);
      throw new Refusal(400, "a namespace is made by its first document, and none was given");
    }
    const namespace = copyOf(found);
    const schema = (body["schema"] ?? {}) as Json;
    const metric = body["distance_metric"] as string | undefined;
    namespace.extend({ ...namespace.inferred(rows, schema), ...schema }, metric);
    const documents = rows.map((row) => namespace.read(row));
    const idType = namespace.schema.get("id")?.type ?? "uint";
    const gone = deletes.map((id) => readId(idType, id));
    const ids = [...documents.map(({ id }) => id), ...gone];
    if (new Set(ids).size !== ids.length) throw new Refusal(400, "a document id stands in a write twice");
    const matched = filtered(namespace, body["delete_by_filter"]);
    let deleted = 0;
    for (const id of [...matched, ...gone]) if (namespace.documents.delete(id)) deleted += 1;
    for (const document of documents) namespace.documents.set(document.id, document);
    this.#namespaces.set(name, namespace);
    return written(
      documents.length,
      deleted,
      documents.reduce((sum, document) => sum + bytesOf(document), 0),
    );
  }

  #query(namespace: Namespace, body: Json): unknown {
    if (Array.isArray(body["queries"])) {
      return { results: body["queries"].map((one) => this.#results(namespace, one)), ...expenses() };
    }
    return { ...this.#results(namespace, body), ...expenses() };
  }

  #results(namespace: Namespace, request: unknown): Json {
    schemas.query(request, "query");
    const body = request as Json;
    const found = [...namespace.documents.values()].filter((document) => passes(body["filters"], document));
    if (body["aggregate_by"] !== undefined) {
      return {
        aggregations: Object.fromEntries(
          Object.keys(body["aggregate_by"] as Json).map((label) => [label, found.length]),
        ),
      };
    }
    const limit = (body["top_k"] ?? body["limit"]) as number | undefined;
    if (limit === undefined || body["rank_by"] === undefined) throw new Refusal(400, "rank_by and limit are required");
    const ranked = rank(namespace, found, body["rank_by"]).slice(0, limit);
    return { rows: ranked.map((one) => shown(one, body["include_attributes"], body["vector_encoding"] === "base64")) };
  }
}

function rowsOf(body: Json): readonly Json[] {
  const rows = (body["upsert_rows"] ?? []) as readonly Json[];
  const columns = Object.entries((body["upsert_columns"] ?? {}) as Record<string, readonly unknown[]>);
  const count = columns[0]?.[1].length ?? 0;
  if (columns.some(([, values]) => values.length !== count)) throw new Refusal(400, "columns must be of one length");
  const fromColumns = Array.from({ length: count }, (_, index) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[index]])),
  );
  return [...rows, ...fromColumns];
}

/** A write works on a copy of the schema, so that one that is refused leaves nothing; documents are checked beforehand. */
function copyOf(found: Namespace | undefined): Namespace {
  const copy = new Namespace();
  if (found === undefined) return copy;
  for (const [name, attribute] of found.schema) copy.schema.set(name, attribute);
  return Object.assign(copy, { documents: found.documents, createdAt: found.createdAt });
}

function filtered(namespace: Namespace, filter: unknown): Document["id"][] {
  if (filter === undefined || filter === null) return [];
  return [...namespace.documents.values()].filter((document) => passes(filter, document)).map(({ id }) => id);
}

function bytesOf({ attributes, id }: Document): number {
  const sizes = Object.values(attributes).map((value) =>
    isObject(value) ? (value as unknown as KeptVector).numbers.byteLength : Buffer.byteLength(String(value)),
  );
  return sizes.reduce((sum, size) => sum + size, typeof id === "string" ? id.length : 8);
}

function written(upserted: number, deleted: number, bytes: number): unknown {
  return {
    status: "OK",
    message: "",
    rows_affected: upserted + deleted,
    rows_upserted: upserted,
    rows_deleted: deleted,
    billing: { billable_logical_bytes_written: bytes },
    performance: { server_total_ms: 0 },
  };
}

function describe(namespace: Namespace): unknown {
  return {
    schema: namespace.describe(),
    approx_row_count: namespace.documents.size,
    approx_logical_bytes: [...namespace.documents.values()].reduce((sum, document) => sum + bytesOf(document), 0),
    created_at: namespace.createdAt,
    updated_at: namespace.createdAt,
    encryption: { mode: "default" },
    index: { status: "up-to-date" },
  };
}

function expenses(): Json {
  return {
    billing: { billable_logical_bytes_queried: 0, billable_logical_bytes_returned: 0 },
    performance: {
      approx_namespace_size: 0,
      cache_hit_ratio: 1,
      cache_temperature: "hot",
      exhaustive_search_count: 0,
      query_execution_ms: 0,
      server_total_ms: 0,
    },
  };
}

function shown({ distance, document }: Ranked, include: unknown, asBase64: boolean): Json {
  const wanted = (name: string): boolean => (Array.isArray(include) ? include.includes(name) : include === true);
  const attributes = Object.entries(document.attributes)
    .filter(([name]) => wanted(name))
    .map(([name, value]) => [name, isObject(value) ? plain(value as unknown as KeptVector, asBase64) : value]);
  return { id: document.id, ...(distance === undefined ? {} : { $dist: distance }), ...Object.fromEntries(attributes) };
}

function plain({ numbers }: KeptVector, asBase64: boolean): unknown {
  return asBase64
    ? Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString("base64")
    : [...numbers];
}

function notServed({ method, path }: ServiceRequest): Refusal {
  return new Refusal(404, `${method} /${path.join("/")}: the stand-in does not serve this`);
}
