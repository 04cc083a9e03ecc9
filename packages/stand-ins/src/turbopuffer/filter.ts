import { Refusal } from "../server/refusal.ts";
import type { Document } from "./namespace.ts";

/** Whether a document passes a filter. An operator that the stand-in does not know is refused, never passed over. */
export function passes(filter: unknown, document: Document): boolean {
  if (filter === undefined || filter === null) return true;
  if (!Array.isArray(filter)) throw new Refusal(400, "filters: expected a list");
  const [first, second, third] = filter as readonly unknown[];
  if (first === "And") return (second as unknown[]).every((one) => passes(one, document));
  if (first === "Or") return (second as unknown[]).some((one) => passes(one, document));
  if (first === "Not") return !passes(second, document);
  const test = tests[second as string];
  if (test === undefined) throw new Refusal(501, `the stand-in does not serve the filter ${String(second)}`);
  return test(valueOf(document, first as string), third);
}

type Comparable = number | string;

const tests: Readonly<Record<string, (value: unknown, wanted: unknown) => boolean>> = {
  Eq: (value, wanted) => value === (wanted ?? undefined),
  NotEq: (value, wanted) => value !== (wanted ?? undefined),
  In: (value, wanted) => (wanted as unknown[]).includes(value),
  NotIn: (value, wanted) => !(wanted as unknown[]).includes(value),
  Contains: (value, wanted) => Array.isArray(value) && value.includes(wanted),
  NotContains: (value, wanted) => !(Array.isArray(value) && value.includes(wanted)),
  ContainsAny: (value, wanted) => Array.isArray(value) && (wanted as unknown[]).some((one) => value.includes(one)),
  Lt: (value, wanted) => value !== undefined && (value as Comparable) < (wanted as Comparable),
  Lte: (value, wanted) => value !== undefined && (value as Comparable) <= (wanted as Comparable),
  Gt: (value, wanted) => value !== undefined && (value as Comparable) > (wanted as Comparable),
  Gte: (value, wanted) => value !== undefined && (value as Comparable) >= (wanted as Comparable),
  Glob: (value, wanted) => typeof value === "string" && globPattern(wanted as string, "su").test(value),
  IGlob: (value, wanted) => typeof value === "string" && globPattern(wanted as string, "isu").test(value),
};

function globPattern(glob: string, flags: string): RegExp {
  const source = glob
    .replaceAll(/[\\^$.|+(){}]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, flags);
}

export function valueOf(document: Document, name: string): unknown {
  return name === "id" ? document.id : document.attributes[name];
}
