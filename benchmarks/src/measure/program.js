import { embedded } from "../markdown/free-embedder.ts";
export const MARK = "measured:";
/** Runs the program of this process: gives it its task, prints what it did. */
export async function program(run) {
    const rows = await run(JSON.parse(process.argv[2] ?? "{}"));
    const outcome = {
        texts: embedded.texts,
        rows,
        peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    };
    console.log(`${MARK}${JSON.stringify(outcome)}`);
}
