import type { ResolvedColumnType, ResolvedRecord } from "@coco/connectorkit";
import { checkColumnName } from "./identifiers.ts";
import type { NamespaceOptions, VectorDistance } from "./namespace-options.ts";
import {
  attributeName,
  type DistanceMetric,
  type IdKind,
  type NamespaceLayout,
  type StoredType,
} from "./stored-type.ts";
import { TurbopufferError } from "./turbopuffer-error.ts";

export const metrics: Readonly<Record<VectorDistance, DistanceMetric>> = {
  cosine: "cosine_distance",
  euclidean: "euclidean_squared",
};

/** A namespace holds no more. */
const VECTORS = 2;

/** How a namespace keeps the rows of a record. */
export function recordLayout(record: ResolvedRecord, options: NamespaceOptions, namespace: string): NamespaceLayout {
  const columns = record.columns.map(({ isNullable, name, type }) => {
    checkColumnName(name, namespace);
    return { name, type: storedType(name, type, options), nullable: isNullable };
  });
  const vectors = columns.filter(({ type }) => type.kind === "vector").map(({ name }) => name);
  if (vectors.length > VECTORS) {
    throw new TurbopufferError(
      `Namespace ${namespace}: ${vectors.join(", ")} are more than ${VECTORS} columns of vectors.`,
      {
        code: "TURBOPUFFER_VECTORS",
        hint: "Turbopuffer takes two vectors a row. Divide the record among several namespaces.",
      },
    );
  }
  return { columns, primaryKey: [...record.primaryKey], ids: idKind(record, options) };
}

function storedType(name: string, type: ResolvedColumnType, options: NamespaceOptions): StoredType {
  if (type.kind !== "vector") return type;
  const metric = metrics[options.distance?.[name] ?? "cosine"];
  return { kind: "vector", size: type.dims, dtype: type.dtype === "float16" ? "f16" : "f32", metric };
}

function idKind({ columns, primaryKey }: ResolvedRecord, { ids }: NamespaceOptions): IdKind {
  if (primaryKey.length > 1) return "derived";
  switch (columns.find(({ name }) => name === primaryKey[0])?.type.kind) {
    case "uuid":
      return "uuid";
    case "int":
      return ids ?? "uint";
    case "bytes":
      return "derived";
    default:
      return "string";
  }
}

/** By attribute: whether queries may filter by it. */
export function filterableAttributes({ columns }: NamespaceLayout, options: NamespaceOptions): Record<string, boolean> {
  const large: ReadonlySet<string> = new Set(["string", "json", "bytes"]);
  return Object.fromEntries(
    columns
      .filter(({ type }) => type.kind !== "vector")
      .map(({ name, type }) => [
        attributeName(name),
        options.filterable?.[name] ?? !large.has(type.kind === "list" ? type.item : type.kind),
      ]),
  );
}
