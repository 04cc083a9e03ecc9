/** A moment of the past as a person here writes it: `2026-01-31 17:05:09`. */
export function pastTime(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** A run with its moment, where that is known: `run 12 (2026-01-31 17:05:09)`. */
export function pastRun(number: number, startedAt: Date | undefined): string {
  return startedAt === undefined ? `run ${number}` : `run ${number} (${pastTime(startedAt)})`;
}
