import { textLiteral } from "./identifiers.ts";

/** A whole number that the client sends as another one, or refuses: it takes each for an integer. */
function isOdd(value: number): boolean {
  return Object.is(value, -0) || (Number.isInteger(value) && Math.abs(value) > 2 ** 53);
}

function holdsOdd(value: unknown): boolean {
  if (typeof value === "number") return isOdd(value);
  if (Array.isArray(value)) return value.some(holdsOdd);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsOdd);
}

/** The value in SurrealQL if there is such a number in it. */
export function oddNumberLiteral(value: unknown): string | undefined {
  return holdsOdd(value) ? literal(value) : undefined;
}

/** The same value of the same form, which can be bound; another one in the place of each such number. */
export function withoutOddNumbers(value: unknown): unknown {
  if (typeof value === "number") return isOdd(value) ? 0 : value;
  if (Array.isArray(value)) return value.map(withoutOddNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutOddNumbers(one)]));
}

function literal(value: unknown): string {
  if (typeof value === "number")
    return Number.isSafeInteger(value) && !isOdd(value) ? String(value) : `${float(value)}f`;
  if (typeof value === "string") return textLiteral(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "object" || value === null) return "NULL";
  return `{ ${Object.entries(value)
    .map(([name, one]) => `${textLiteral(name)}: ${literal(one)}`)
    .join(", ")} }`;
}

function float(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
