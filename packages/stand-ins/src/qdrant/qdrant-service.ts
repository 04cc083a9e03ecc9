import { Refusal } from "../server/refusal.ts";
import type { Service, ServiceRequest } from "../server/service.ts";
import { addVectorName, changeCollection, removeVectorName } from "./change-collection.ts";
import { Collection, type Json, named } from "./collection.ts";
import { describeCollection } from "./describe-collection.ts";
import { checkId } from "./ids.ts";
import * as points from "./points.ts";
import * as schemas from "./schemas.ts";

/** The version of the API that is served, for clients that ask whether they fit. */
const QDRANT_VERSION = "1.19.0";

const MEGABYTE = 1024 * 1024;
/** How long a write that nobody waits for is not seen yet, in milliseconds. */
const DELAY = 50;

export interface QdrantOptions {
  /** The largest body of a request, in bytes. Default: 32 MB, as Qdrant's own. */
  readonly maxRequestBytes?: number;
}

/** Qdrant's API over collections in memory; every search looks at every point. */
export class QdrantService implements Service {
  readonly name = "qdrant";
  readonly maxRequestBytes: number;
  readonly #collections = new Map<string, Collection>();
  #operations = 0;

  constructor({ maxRequestBytes = 32 * MEGABYTE }: QdrantOptions = {}) {
    this.maxRequestBytes = maxRequestBytes;
  }

  keyOf(headers: Parameters<Service["keyOf"]>[0]): string | undefined {
    const key = headers["api-key"] ?? String(headers["authorization"] ?? "").replace(/^Bearer /, "");
    return key === "" ? undefined : String(key);
  }

  refuseKey(presented: string | undefined): { readonly status: number; readonly message: string } {
    return presented === undefined
      ? { status: 401, message: "Must provide an API key or an Authorization bearer token" }
      : { status: 403, message: "Forbidden: Invalid API key or JWT" };
  }

  describe(_status: number, message: string): unknown {
    return { status: { error: message }, time: 0 };
  }

  isWrite({ method, path }: ServiceRequest): boolean {
    if (method === "PUT" || method === "PATCH" || method === "DELETE") return true;
    return method === "POST" && path.at(-1) === "delete";
  }

  recordsOf({ body, path }: ServiceRequest): readonly Json[] {
    const { points: given } = (body ?? {}) as { readonly points?: readonly unknown[] };
    if (path[2] !== "points" || !Array.isArray(given)) return [];
    return given.map((point) => (point as { readonly payload?: Json } | null)?.payload ?? {});
  }

  firstHalf(request: ServiceRequest): ServiceRequest {
    const body = request.body as { readonly points: readonly unknown[] };
    return { ...request, body: { ...body, points: body.points.slice(0, body.points.length >> 1) } };
  }

  answer(request: ServiceRequest): unknown {
    const { path } = request;
    if (path[0] === "" && path.length === 1) return { title: "qdrant - vector search engine", version: QDRANT_VERSION };
    if (path[0] !== "collections") throw notServed(request);
    return { result: this.#inCollections(request), status: "ok", time: 0 };
  }

  #inCollections(request: ServiceRequest): unknown {
    const { body, method, path } = request;
    const [, name] = path;
    if (name === undefined) return { collections: [...this.#collections.keys()].map((one) => ({ name: one })) };
    if (path.length === 2) {
      if (method === "PUT") return this.#create(name, body);
      if (method === "DELETE") return this.#collections.delete(name);
    }
    if (path[2] === "exists") return { exists: this.#collections.has(name) };
    const collection = this.#collections.get(name);
    if (collection === undefined) throw new Refusal(404, `Not found: Collection \`${name}\` doesn't exist!`);
    if (path.length > 2) return this.#inCollection(collection, request);
    if (method === "GET") return describeCollection(collection);
    if (method !== "PATCH") throw notServed(request);
    schemas.updateCollection(body, "body");
    changeCollection(collection, body as Json);
    return true;
  }

  #create(name: string, body: unknown): true {
    // oxlint-disable-next-line no-control-regex -- what Qdrant refuses in names.
    if (name.length === 0 || name.length > 255 || /[<>:"/\\|?*\u0000\u001f]/.test(name)) {
      throw new Refusal(422, `Validation error in path parameters: [name: ${JSON.stringify(name)} is not valid]`);
    }
    schemas.createCollection(body, "body");
    if (this.#collections.has(name)) throw new Refusal(409, `Wrong input: Collection \`${name}\` already exists!`);
    const config = body as Json;
    for (const sparse of Object.keys(config["sparse_vectors"] ?? {})) {
      if (sparse in named(config["vectors"])) {
        throw new Refusal(400, `Wrong input: Vector name \`${sparse}\` is used for a dense and a sparse vector`);
      }
    }
    this.#collections.set(name, new Collection(config));
    return true;
  }

  #inCollection(collection: Collection, request: ServiceRequest): unknown {
    const { body, method, path } = request;
    const [, , what, which = ""] = path;
    switch (`${method} ${what}${path.length > 3 ? "/*" : ""}`) {
      case "PUT index": {
        schemas.createIndex(body, "body");
        const { field_name, field_schema } = body as { readonly field_name: string; readonly field_schema: unknown };
        return this.#write(collection, request, () => collection.indexes.set(field_name, field_schema));
      }
      case "DELETE index/*":
        return this.#write(collection, request, () => collection.indexes.delete(which));
      case "PUT vectors/*":
        schemas.createVector(body, "body");
        addVectorName(collection, which, body as Json);
        return this.#write(collection, request, () => undefined);
      case "DELETE vectors/*":
        removeVectorName(collection, which);
        return this.#write(collection, request, () => undefined);
      case "PUT points":
        return this.#write(collection, request, points.upsert(collection, body));
      case "POST points":
        return points.retrieve(collection, body);
      case "GET points/*":
        return points.oneOf(collection, checkId(/^\d+$/.test(which) ? BigInt(which) : which));
      case "POST points/*":
        return this.#onPoints(collection, request, which);
      default:
        throw notServed(request);
    }
  }

  #onPoints(collection: Collection, request: ServiceRequest, what: string): unknown {
    const { body = {} } = request;
    switch (what) {
      case "delete":
        return this.#write(collection, request, points.remove(collection, body));
      case "scroll":
        return points.scroll(collection, body);
      case "count":
        return points.count(collection, body);
      case "query":
        return points.query(collection, body);
      default:
        throw notServed(request);
    }
  }

  /** A write is done when it is waited for, with those before it; else a little later. */
  #write(collection: Collection, { query }: ServiceRequest, work: () => unknown): Json {
    collection.pending.push(() => void work());
    const isWaitedFor = query["wait"] === "true";
    if (isWaitedFor) collection.flush();
    else setTimeout(() => collection.flush(), DELAY).unref();
    return { operation_id: this.#operations++, status: isWaitedFor ? "completed" : "acknowledged" };
  }
}

function notServed({ method, path }: ServiceRequest): Refusal {
  return new Refusal(404, `${method} /${path.join("/")}: the stand-in does not serve this`);
}
