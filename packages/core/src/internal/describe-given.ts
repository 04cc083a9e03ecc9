/** What somebody gave in place of what was wanted, in a few words for a message. Never throws, never long. */
export function describeGiven(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `the string ${JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)}`;
    case "number":
    case "bigint":
    case "boolean":
      return `the ${typeof value} ${String(value)}`;
    case "function":
      return value.name === "" ? "a function" : `the function ${value.name}`;
    case "object":
      return describeObject(value);
    default:
      return typeof value;
  }
}

const LONGEST = 40;

function describeObject(value: object | null): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const name = classNameOf(value);
  if (name === "Promise") return "a promise (await it first)";
  return name === undefined || name === "Object" ? "an object" : `an object of class ${name}`;
}

function classNameOf(value: object): string | undefined {
  try {
    const name: unknown = (value as { readonly constructor?: { readonly name?: unknown } }).constructor?.name;
    return typeof name === "string" && name !== "" ? name : undefined;
  } catch {
    return undefined; // a getter or a proxy of the value
  }
}
