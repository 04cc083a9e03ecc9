/** What a measured program says that it did: counts and hashes, the same for every program that does the same work. */
export type Work = Readonly<Record<string, number | string>>;

/** Stands before the line in which a measured program, in whatever language, says what it did. */
export const MARK = "measured:";

/** What this program was told, as one JSON argument. */
export function task<Told>(): Told {
  return JSON.parse(process.argv[2] ?? "{}") as Told;
}

/** Says what this program did. Its time, memory and processor time are measured from outside. */
export function report(work: Work): void {
  console.log(`${MARK}${JSON.stringify(work)}`);
}
