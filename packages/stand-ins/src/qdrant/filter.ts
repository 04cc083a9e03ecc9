import { Refusal } from "../server/refusal.ts";
import { isObject } from "../shape/shape.ts";
import type { Point } from "./collection.ts";
import { checkId } from "./ids.ts";

type Json = Readonly<Record<string, unknown>>;

/** Whether a point passes a filter. What the stand-in does not know is refused, never passed over. */
export function passes(filter: unknown, point: Point): boolean {
  if (filter === undefined || filter === null) return true;
  if (!isObject(filter)) throw unknown("filter", filter);
  const { must, must_not: mustNot, should, ...others } = filter;
  if (Object.keys(others).length > 0) throw unknown("filter", others);
  return (
    listed(must).every((one) => holds(one, point)) &&
    !listed(mustNot).some((one) => holds(one, point)) &&
    (listed(should).length === 0 || listed(should).some((one) => holds(one, point)))
  );
}

function listed(conditions: unknown): readonly unknown[] {
  if (conditions === undefined || conditions === null) return [];
  return Array.isArray(conditions) ? conditions : [conditions];
}

function holds(condition: unknown, point: Point): boolean {
  if (!isObject(condition)) throw unknown("condition", condition);
  if ("has_id" in condition) return (condition["has_id"] as unknown[]).map(checkId).includes(point.id);
  if ("has_vector" in condition) return point.vectors.has(condition["has_vector"] as string);
  if ("is_empty" in condition) return values(point, keyOf(condition["is_empty"])).every((one) => one === null);
  if ("is_null" in condition) return values(point, keyOf(condition["is_null"])).includes(null);
  if ("key" in condition) return fieldHolds(condition, values(point, condition["key"] as string));
  return passes(condition, point);
}

function keyOf(field: unknown): string {
  return (field as { readonly key: string }).key;
}

function fieldHolds({ key: _key, ...tests }: Json, found: readonly unknown[]): boolean {
  return Object.entries(tests).every(([kind, test]) => {
    if (test === null || test === undefined) return true;
    if (kind === "match") return found.some((value) => matches(test as Json, value));
    if (kind === "range") return found.some((value) => lies(test as Json, value));
    throw unknown("condition", { [kind]: test });
  });
}

function matches(match: Json, value: unknown): boolean {
  if ("value" in match) return value === match["value"];
  if ("any" in match) return (match["any"] as unknown[]).includes(value);
  if ("except" in match) return !(match["except"] as unknown[]).includes(value);
  if ("text" in match) return words(match["text"]).every((word) => words(value).includes(word));
  if ("text_any" in match) return words(match["text_any"]).some((word) => words(value).includes(word));
  throw unknown("match", match);
}

function words(value: unknown): string[] {
  return typeof value === "string" ? (value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) : [];
}

function lies(range: Json, value: unknown): boolean {
  return Object.entries(range).every(([edge, limit]) => {
    if (limit === null) return true;
    const [a, b] = [comparable(value), comparable(limit)];
    if (a === undefined || b === undefined) return false;
    if (edge === "gt") return a > b;
    if (edge === "gte") return a >= b;
    if (edge === "lt") return a < b;
    if (edge === "lte") return a <= b;
    throw unknown("range", range);
  });
}

function comparable(value: unknown): bigint | number | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The values at a path of the payload: `a.b`, `"a.b"`, `a[].b`; those of lists one by one. */
function values(point: Point, path: string): unknown[] {
  const steps = path.match(/"[^"]*"|\[\]|[^.[\]"]+/g) ?? [];
  let found: unknown[] = [point.payload];
  for (const step of steps) {
    const name = step.startsWith('"') ? step.slice(1, -1) : step;
    found = found.flatMap((one) =>
      step === "[]" ? (Array.isArray(one) ? one : []) : isObject(one) && Object.hasOwn(one, name) ? [one[name]] : [],
    );
  }
  return found.flat();
}

function unknown(what: string, value: unknown): Refusal {
  return new Refusal(501, `the stand-in does not serve this ${what}: ${JSON.stringify(value)}`);
}
