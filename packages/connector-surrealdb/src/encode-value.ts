import type { ColumnDescription } from "@coco/connectorkit";
import type { DateTime } from "surrealdb";
import { oddNumberLiteral, withoutOddNumbers } from "./odd-numbers.ts";
import type { Library } from "./library.ts";

/** A value on its way to SurrealDB. */
export interface EncodedValue {
  /** What is bound. `undefined` where there is none. */
  readonly bound: unknown;
  /** The value in SurrealQL, where the client cannot bind it as it is. */
  readonly literal?: string;
}

/** Encodes a value as `checkRow` gave it. */
export function encodeValue(library: Library, { type }: Pick<ColumnDescription, "type">, value: unknown): EncodedValue {
  if (value === null || value === undefined) return { bound: undefined };
  const plain = plainValue(library, type, value);
  const numbers = type.kind === "float" || type.kind === "json" || type.kind === "vector" || type["item"] === "float";
  const literal = numbers ? oddNumberLiteral(plain) : undefined;
  return literal === undefined ? { bound: plain } : { bound: withoutOddNumbers(plain), literal };
}

function plainValue(library: Library, type: ColumnDescription["type"], value: unknown): unknown {
  switch (type.kind) {
    case "timestamp":
      return pointInTime(library, value as Date);
    case "date":
      return pointInTime(library, new Date(`${value as string}T00:00:00Z`));
    case "uuid":
      return new library.Uuid(String(value));
    case "vector":
      // The client would send its bytes. A zero is a zero in every measure of distance.
      return Array.from(value as Float32Array, (number) => number + 0);
    case "list":
      return (value as readonly unknown[]).map((item) => plainValue(library, { kind: type["item"] as string }, item));
    default:
      return value;
  }
}

/** Made of whole seconds and what is over: the client takes no Date before 1970. */
function pointInTime({ DateTime }: Library, date: Date): DateTime {
  const seconds = Math.floor(date.getTime() / 1000);
  return new DateTime([BigInt(seconds), BigInt(date.getTime() - seconds * 1000) * 1_000_000n]);
}
