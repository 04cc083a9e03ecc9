const longest = 40;

/** @internal A value in few words, for messages: its kind, and what it is where that is short. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "string":
      return value.length <= longest ? `the string ${JSON.stringify(value)}` : `a string of ${value.length} characters`;
    case "number":
      return `the number ${Object.is(value, -0) ? "-0" : value}`;
    case "bigint":
      return `the bigint ${value}n`;
    case "boolean":
      return String(value);
    case "symbol":
    case "function":
      return `a ${typeof value}`;
    default:
      return describeObject(value as object | null);
  }
}

function describeObject(value: object | null): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "an invalid Date" : `the Date ${value.toISOString()}`;
  const name: unknown = (value as { readonly constructor?: { readonly name?: unknown } }).constructor?.name;
  const kind = typeof name === "string" && name !== "" ? name : "object";
  const article = /^[aeiou]/i.test(kind) ? "an" : "a";
  return ArrayBuffer.isView(value) ? `${article} ${kind} of ${value.byteLength} bytes` : `${article} ${kind}`;
}
