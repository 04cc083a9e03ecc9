import { InvalidArgumentError } from "commander";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** Milliseconds, from `90s`, `5m`, `1h30m`. */
export function parseDuration(text: string): number {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|min|m|h)\s*/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== text.trim())
    throw new InvalidArgumentError('Write a number with its unit: "90s", "5m", "1h30m".');
  return parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS[unit] ?? 0), 0);
}
