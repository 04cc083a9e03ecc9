import { type StableKey, Uuid } from "@coco/connectorkit";
import { LanceDbError } from "./lancedb-error.ts";
import type { StoredType } from "./stored-type.ts";

/** -2^63 written as a number is read as the negation of 2^63, which is no integer any more. */
const leastInteger = -(2n ** 63n);

/** A key's value as a literal of LanceDB's filter language. */
export function keyLiteral(value: StableKey, type: StoredType): string {
  switch (typeof value) {
    case "string":
      return `${type === "date" ? "DATE " : ""}'${value.replaceAll("'", "''")}'`;
    case "boolean":
      return value ? "true" : "false";
    case "number":
    case "bigint":
      return integerLiteral(BigInt(value));
    default:
      if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString("hex")}'`;
      if (Uuid.isInstance(value)) return `'${value.toString()}'`;
      throw new LanceDbError(`A row's key cannot hold ${String(value)}.`, {
        code: "LANCEDB_KEY",
        hint: "Key columns hold text, integers, booleans, bytes, days or UUIDs.",
      });
  }
}

function integerLiteral(value: bigint): string {
  return value === leastInteger ? `CAST('${value}' AS BIGINT)` : value.toString();
}
