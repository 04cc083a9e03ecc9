import type { Uuid } from "@coco/connectorkit";

/** A list as Postgres reads it from text: `{1,2}`, `{"a","b \"c\""}`. */
export function listLiteral(item: string, values: readonly unknown[]): string {
  return `{${values.map((value) => itemText(item, value)).join(",")}}`;
}

function itemText(item: string, value: unknown): string {
  switch (item) {
    case "int":
    case "bigint":
    case "boolean":
    case "date":
      return String(value);
    case "float":
      return Object.is(value, -0) ? "-0" : String(value);
    case "uuid":
      return (value as Uuid).toString();
    case "timestamp":
      return quote(timestampText(value as Date));
    case "bytes":
      return quote(`\\x${Buffer.from(value as Uint8Array).toString("hex")}`);
    default:
      return quote(value as string);
  }
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** Postgres knows no years with a sign: those past 9999 have more digits, those before 1 are "BC". */
function timestampText(date: Date): string {
  const text = date.toISOString();
  const [, sign, digits = "", rest = ""] = /^([+-]?)(\d+)(-.*)$/.exec(text) ?? [];
  const year = Number(sign === "-" ? `-${digits}` : digits);
  if (year > 0) return `${String(year).padStart(4, "0")}${rest}`;
  return `${String(1 - year).padStart(4, "0")}${rest} BC`;
}
