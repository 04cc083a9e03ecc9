import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { Uuid } from "../../key/uuid.ts";
import { checkRow } from "../../record/check-row.ts";
import type { AnyRecord } from "../../record/record.ts";
import { resolveRecord } from "../../record/resolve-record.ts";
import type { ContractRow } from "./target-harness.ts";

/** Fails unless a system holds exactly the rows that were declared, in whatever order, with equal values. */
export async function assertSameRows(
  schema: AnyRecord,
  found: readonly ContractRow[],
  declared: readonly ContractRow[],
): Promise<void> {
  const noLookup = (): never => {
    throw new Error("the suite's schemas give the shapes of vectors as numbers");
  };
  const resolved = await resolveRecord(schema, noLookup, { vectors: ["multiVector", "sparseVector"] });
  const keyOf = (row: ContractRow): string => schema.primaryKey.map((name) => shown(comparable(row[name]))).join(", ");
  const wanted = new Map(declared.map((row) => [keyOf(row), checkRow(resolved, row as never) as ContractRow]));
  const there = new Map(found.map((row) => [keyOf(row), row]));
  assert.equal(there.size, found.length, "a key stands in two rows");
  assert.deepEqual([...there.keys()].sort(), [...wanted.keys()].sort(), "keys");
  for (const [key, row] of wanted) {
    for (const name of Object.keys(schema.columns)) {
      const [is, should] = [comparable(there.get(key)?.[name]), comparable(row[name])];
      if (isDeepStrictEqual(is, should)) continue;
      assert.fail(`row ${key}: column ${name} holds ${shown(is)}, not ${shown(should)}`);
    }
  }
}

/** One form for values that mean the same: what stands for no value, and bytes whatever class holds them. */
function comparable(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Uuid.isInstance(value)) return String(value);
  if (value instanceof Float32Array || value instanceof Uint32Array) return Array.from(value, (number) => number + 0);
  if (value instanceof Uint8Array) return new Uint8Array(value); // a Buffer is no other value
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === "object" && !(value instanceof Date)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, comparable(one)]));
  }
  return value;
}

function shown(value: unknown): string {
  const text =
    typeof value === "bigint"
      ? `${value}n`
      : Object.is(value, -0)
        ? "-0"
        : value instanceof Date
          ? `Date ${value.getTime()}`
          : typeof value === "number"
            ? String(value)
            : (JSON.stringify(value, (_name, one: unknown) => (typeof one === "bigint" ? `${one}n` : one)) ??
              String(value));
  return text.length <= 120 ? text : `${text.slice(0, 80)}… (${text.length} characters)`;
}
