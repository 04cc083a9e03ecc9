import { embedded } from "../markdown/free-embedder.ts";

/** What a measured program is told, as one JSON argument. */
export interface Task {
  readonly corpus: string;
  /** A folder of the program's own that stays between the phases. */
  readonly state: string;
}

/** What a measured program says when it ends. */
export interface Outcome {
  readonly texts: number;
  readonly rows: number;
  readonly peakMegabytes: number;
}

export const MARK = "measured:";

/** Runs the program of this process: gives it its task, prints what it did. */
export async function program(run: (task: Task) => Promise<number> | number): Promise<void> {
  const rows = await run(JSON.parse(process.argv[2] ?? "{}") as Task);
  const outcome: Outcome = {
    texts: embedded.texts,
    rows,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(`${MARK}${JSON.stringify(outcome)}`);
}
