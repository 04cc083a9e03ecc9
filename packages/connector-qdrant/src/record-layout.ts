import type { AnyRecord, AnyResolvedColumnType, ResolvedRecord } from "@coco/connectorkit";
import type { CollectionOptions, VectorDistance, VectorOptions } from "./collection-options.ts";
import { checkVectorName } from "./identifiers.ts";
import { QdrantError } from "./qdrant-error.ts";
import { type CollectionLayout, type Distance, type StoredType, vectorColumns } from "./stored-type.ts";

export const distances: Readonly<Record<VectorDistance, Distance>> = {
  cosine: "Cosine",
  dot: "Dot",
  euclid: "Euclid",
  manhattan: "Manhattan",
};

/** How a collection keeps the rows of a record. */
export function recordLayout(
  record: ResolvedRecord<AnyRecord, AnyResolvedColumnType>,
  options: CollectionOptions,
  collection: string,
): CollectionLayout {
  const layout: CollectionLayout = {
    columns: record.columns.map(({ isNullable, name, type }) => ({
      name,
      type: storedType(name, type, options.vectors?.[name] ?? {}),
      nullable: isNullable,
    })),
    primaryKey: [...record.primaryKey],
  };
  checkVectors(layout, collection);
  return layout;
}

function storedType(name: string, type: AnyResolvedColumnType, options: VectorOptions): StoredType {
  const vector = options.name ?? name;
  switch (type.kind) {
    case "vector":
    case "multiVector":
      return {
        kind: type.kind,
        vector,
        size: type.dims,
        distance: distances[options.distance ?? "cosine"],
        datatype: options.datatype ?? type.dtype,
      };
    case "sparseVector":
      return { kind: type.kind, vector };
    default:
      return type;
  }
}

function checkVectors(layout: CollectionLayout, collection: string): void {
  const columns = vectorColumns(layout);
  const dense = columns.filter(({ type }) => type.kind !== "sparseVector");
  for (const { name, type } of columns) {
    checkVectorName(type.vector, name, collection);
    const twin = columns.find((other) => other.name !== name && other.type.vector === type.vector);
    if (twin !== undefined) {
      throw wrong(
        collection,
        `the columns ${name} and ${twin.name} would share the vector name ${JSON.stringify(type.vector)}`,
      );
    }
    if (type.vector === "" && (type.kind === "sparseVector" || dense.length > 1)) {
      throw wrong(collection, `only a dense vector that is the only one may have no name, and ${name} is not`);
    }
  }
}

function wrong(collection: string, problem: string): QdrantError {
  return new QdrantError(`Collection ${collection}: ${problem}.`, {
    code: "QDRANT_VECTOR_NAME",
    hint: "Set names with mountCollection(…, { vectors: { COLUMN: { name } } }).",
  });
}
