/** What a measured program says that it did: counts and hashes, the same for every program that does the same work. */
export type Work = Readonly<Record<string, number | string>>;

/** Stands before the line in which a measured program, in whatever language, says what it did. */
export const MARK = "measured:";

/** The variable that tells an app what to do that is run by the command. */
export const TASK = "BENCHMARK_TASK";

/** What this program was told, as JSON: in a variable, or as one argument. */
export function task<Told>(): Told {
  return JSON.parse(process.env[TASK] ?? process.argv[2] ?? "{}") as Told;
}

/** Says what this program did. Its time, memory and processor time are measured from outside. */
export function report(work: Work): void {
  console.log(`${MARK}${JSON.stringify(work)}`);
}
