import { createHash } from "node:crypto";
import { encodeKey, type StableKey, Uuid } from "@coco/connectorkit";
import type { IdKind } from "./stored-type.ts";

/** What Turbopuffer takes: an unsigned integer, a UUID as text, or text of up to 64 bytes. */
export type RowId = number | string;

const MOST_BYTES = 64;
/** What the ids of texts begin with that are too long to be ids. */
const HASHED = "#";

/** The id of the row of a key. It stands in namespaces: another way to make it would leave every row behind. */
export function rowId(ids: IdKind, key: StableKey): RowId {
  switch (ids) {
    case "uuid":
      return String(key);
    case "uint":
      return Number(key);
    case "string":
      return textId(String(key));
    case "derived": {
      const bytes = digest(encodeKey(key)).subarray(0, 16);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80; // version 8: of our own making
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      return Uuid.fromBytes(bytes).toString();
    }
  }
}

/** Whether a text is its own id. */
export function isOwnId(text: string): boolean {
  return text !== "" && !text.startsWith(HASHED) && Buffer.byteLength(text) <= MOST_BYTES && !/\p{Cc}/u.test(text);
}

function textId(text: string): string {
  return isOwnId(text) ? text : HASHED + digest(Buffer.from(text)).toString("base64url");
}

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha256").update("coco.turbopuffer.row").update(bytes).digest();
}
