/** Writes a line of the answer: standard output. */
export function printLine(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** Writes data for programs: one JSON value on standard output. */
export function printJson(value: unknown): void {
  printLine(JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part), 2));
}

/** Writes a line beside the answer: standard error. */
export function noteLine(text = ""): void {
  process.stderr.write(`${text}\n`);
}
