import { createHash } from "node:crypto";
import { encodeKey, type StableKey, Uuid } from "@coco/connectorkit";

/** What Qdrant takes: an unsigned integer, or a UUID as text. */
export type PointId = bigint | number | string;

/**
 * The id of the point that holds the row of a key. An integer that is not negative and a `Uuid` are ids as they are; of
 * any other key, also one of several columns, a UUID is made that is the same on every machine.
 */
export function pointId(key: StableKey): PointId {
  if (Uuid.isInstance(key)) return key.toString();
  if (typeof key === "bigint" && key >= 0n) return key <= Number.MAX_SAFE_INTEGER ? Number(key) : key;
  if (typeof key === "number" && key >= 0) return key;
  // It stands in collections: another way to make it would leave every point behind.
  const bytes = createHash("sha256").update("coco.qdrant.point").update(encodeKey(key)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80; // version 8: of our own making
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return Uuid.fromBytes(bytes).toString();
}
