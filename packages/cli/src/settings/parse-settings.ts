import { didYouMean } from "../did-you-mean.ts";
import { UsageError } from "../usage-error.ts";

/** Reads `key=value` pairs for an app's parameters, each as what its default is. */
export function parseSettings(pairs: readonly string[], defaults: object): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    if (equals <= 0) throw incomplete(pair, Object.keys(defaults));
    const key = pair.slice(0, equals);
    if (!Object.hasOwn(defaults, key)) throw unknownKey(key, Object.keys(defaults));
    settings[key] = parseAs(key, pair.slice(equals + 1), (defaults as Record<string, unknown>)[key]);
  }
  return settings;
}

function incomplete(pair: string, known: readonly string[]): UsageError {
  const hint = known.includes(pair) ? `Write --set ${pair}=VALUE.` : didYouMean(pair, known);
  return new UsageError(`--set needs key=value, not ${JSON.stringify(pair)}.`, hint);
}

function unknownKey(key: string, known: readonly string[]): UsageError {
  if (known.length === 0) return new UsageError(`The app has no parameters, so --set ${key}=… sets nothing.`);
  return new UsageError(`The app has no parameter "${key}".`, didYouMean(key, known) ?? `It has: ${known.join(", ")}.`);
}

function parseAs(key: string, text: string, model: unknown): unknown {
  const wrong = (wanted: string, hint?: string): UsageError =>
    new UsageError(`--set ${key}: ${JSON.stringify(text)} is not ${wanted}.`, hint);
  switch (typeof model) {
    case "string":
    case "undefined":
      return text;
    case "number": {
      const number = Number(text);
      if (text.trim() === "" || !Number.isFinite(number)) throw wrong("a number");
      return number;
    }
    case "boolean":
      if (text !== "true" && text !== "false") throw wrong("true or false");
      return text === "true";
    case "bigint":
      if (!/^-?\d+$/.test(text)) throw wrong("a whole number");
      return BigInt(text);
  }
  if (model === null) return text;
  if (model instanceof URL) {
    if (!URL.canParse(text)) throw wrong("a URL");
    return new URL(text);
  }
  if (model instanceof Date) {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw wrong("a date", "Write it as 2026-01-31 or 2026-01-31T10:00:00Z.");
    return date;
  }
  if (Array.isArray(model) || isPlain(model)) return parseJson(text, Array.isArray(model), wrong);
  throw new UsageError(`--set ${key}: a value of this kind cannot be written on the command line.`);
}

function parseJson(text: string, list: boolean, wrong: (wanted: string, hint?: string) => UsageError): unknown {
  const wanted = list ? "a JSON array" : "a JSON object";
  const hint = list ? `Write it as '["a","b"]'.` : `Write it as '{"a":1}'.`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong(wanted, hint);
  }
  if (Array.isArray(value) !== list || typeof value !== "object" || value === null) throw wrong(wanted, hint);
  return value;
}

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
