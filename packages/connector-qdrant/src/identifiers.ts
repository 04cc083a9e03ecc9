import { QdrantError } from "./qdrant-error.ts";

/** A collection's name becomes a folder's: these are the characters that Qdrant refuses. */
// oxlint-disable-next-line no-control-regex -- Qdrant refuses two control characters.
const refused = /[<>:"/\\|?*\u0000\u001f]/;

export function checkCollectionName(name: string): void {
  const fits = typeof name === "string" && name !== "" && Buffer.byteLength(name) <= 255 && !refused.test(name);
  // The client puts names into paths, where these two mean other places.
  if (fits && name !== "." && name !== "..") return;
  throw new QdrantError(`${JSON.stringify(name)} cannot be the name of a Qdrant collection.`, {
    code: "QDRANT_COLLECTION_NAME",
    hint: 'Use 1 to 255 bytes without any of < > : " / \\ | ? *',
  });
}

/** A vector's name becomes part of a file's name. */
export function checkVectorName(name: string, column: string, collection: string): void {
  if (name === "" || (Buffer.byteLength(name) <= 200 && !refused.test(name) && name !== "." && name !== "..")) return;
  throw new QdrantError(`Collection ${collection}: ${JSON.stringify(name)} cannot be the name of a vector.`, {
    code: "QDRANT_VECTOR_NAME",
    hint: `Give the column ${column} another name, or the vector one of its own: { vectors: { ${column}: { name: … } } }.`,
  });
}

/** The place of a column in payloads, as filters and indexes name it. */
export function payloadPath(column: string, path?: string): string {
  const name = /^[A-Za-z0-9_-]+$/.test(column) ? column : `"${column}"`;
  return path === undefined ? name : `${name}.${path}`;
}
