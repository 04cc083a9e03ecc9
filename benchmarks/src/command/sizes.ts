import { UsageError } from "./usage-error.ts";

/** A whole number above zero, or above minus one where `zero` is allowed. */
export function wholeNumber(option: string, text: string, zero = false): number {
  const value = Number(text);
  if (/^\d{1,9}$/u.test(text) && (zero || value > 0)) return value;
  throw new UsageError(`--${option} needs a whole number, not "${text}".`);
}

/** A list such as `1000,10000`, or a range such as `1000..1000000`, which means each power of ten between its ends, and both. */
export function sizes(option: string, text: string, zero = false): number[] {
  const range = /^(\d+)\.\.(\d+)$/u.exec(text);
  if (range === null) return text.split(",").map((part) => wholeNumber(option, part.trim(), zero));
  const [from, to] = [wholeNumber(option, range[1] ?? ""), wholeNumber(option, range[2] ?? "")];
  if (from > to) throw new UsageError(`--${option} ${text}: the range runs downwards.`);
  const between: number[] = [];
  for (let size = 10; size < to; size *= 10) if (size > from) between.push(size);
  return from === to ? [from] : [from, ...between, to];
}
