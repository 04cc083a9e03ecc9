// JSON as these servers read and write it: integers of 64 bits exactly, and a zero that may be negative.

interface RawJson {
  rawJSON(text: string): unknown;
}

/** Reads JSON; an integer past 2^53 becomes a bigint. */
export function readJson(text: string): unknown {
  return JSON.parse(text, function revive(_name: string, value: unknown, context?: { readonly source?: string }) {
    const exact = typeof value !== "number" || Number.isSafeInteger(value) || !Number.isInteger(value);
    return exact || !/^-?\d+$/.test(context?.source ?? "") ? value : BigInt(context?.source ?? "0");
  } as (name: string, value: unknown) => unknown);
}

export function writeJson(value: unknown): string {
  const raw = (text: string): unknown => (JSON as unknown as RawJson).rawJSON(text);
  return JSON.stringify(value, (_name, one: unknown) => {
    if (typeof one === "bigint") return raw(String(one));
    if (Object.is(one, -0)) return raw("-0.0");
    return one instanceof Float32Array || one instanceof Uint32Array ? [...one] : one;
  });
}
