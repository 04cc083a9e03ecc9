import { Refusal } from "../server/refusal.ts";

/** A point's id: an unsigned integer of 64 bits, or a UUID in its usual form. */
export type PointId = bigint | number | string;

const MOST = 2n ** 64n - 1n;

/** The id in its usual form; refuses what is none. */
export function checkId(value: unknown): PointId {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  if (typeof value === "bigint" && value >= 0n && value <= MOST) {
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }
  if (typeof value === "string") {
    const hex = value
      .toLowerCase()
      .replace(/^urn:uuid:/, "")
      .replaceAll("-", "");
    const isForm = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(
      value.replace(/^urn:uuid:/i, ""),
    );
    if (isForm) return [0, 8, 12, 16, 20].map((start, part) => hex.slice(start, [8, 12, 16, 20, 32][part])).join("-");
  }
  const shown = typeof value === "bigint" ? String(value) : JSON.stringify(value);
  throw new Refusal(
    400,
    `Format error in JSON body: value ${shown} is not a valid point ID, valid values are either an unsigned integer or a UUID`,
  );
}

/** Integers first, each kind in its order: the order of scrolling. */
export function compareIds(a: PointId, b: PointId): number {
  const [aIsText, bIsText] = [typeof a === "string", typeof b === "string"];
  if (aIsText !== bIsText) return aIsText ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
