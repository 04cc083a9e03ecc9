// What tests of random programs take from the environment: `pnpm prove` sets it, an ordinary run is the same each time.

const ORDINARY_SEED = 2026;

/** `COCO_PROVE_SEED`: a number, or `random` for another one each time. */
export function proofSeed(): number {
  const given = process.env["COCO_PROVE_SEED"] || undefined;
  if (given === "random") return Date.now() % 1_000_000_000;
  return given === undefined ? ORDINARY_SEED : wholeNumber("COCO_PROVE_SEED", given);
}

type ProofSize =
  | "COCO_PROVE_HISTORIES"
  | "COCO_PROVE_ITEMS"
  | "COCO_PROVE_KILLED_PROGRAMS"
  | "COCO_PROVE_KILLS"
  | "COCO_PROVE_PROGRAMS";

/** How many of a proof's parts there are between two lines of its progress. */
const TOLD_EACH = 100;
/** Several times as long as a history takes on a slow machine. */
const HISTORY_MS = 5000;
const LEAST_MS = 600_000;

/** How many: the value of the environment variable `name`, else `ordinary`. */
export function proofSize(name: ProofSize, ordinary: number): number {
  const given = process.env[name] || undefined;
  return given === undefined ? ordinary : wholeNumber(name, given);
}

/** Says how far a proof has come, unless it is the short one of an ordinary test run. */
export function tellProgress(line: string): void {
  if (process.env["COCO_PROVE_SEED"]) process.stderr.write(`  ${line}\n`);
}

/** Says now and then how many of a proof's parts are done. */
export function tellProgressOf(parts: string, done: number, all: number): void {
  if (done % TOLD_EACH === 0 || done === all) tellProgress(`${done} of ${all} ${parts}`);
}

/** How long so many random histories or programs may take, in milliseconds. */
export function proofTimeout(histories: number): number {
  return LEAST_MS + histories * HISTORY_MS;
}

function wholeNumber(name: string, given: string): number {
  if (!/^\d{1,9}$/.test(given)) throw new Error(`${name} is ${given}, and must be a whole number of up to 9 digits.`);
  return Number(given);
}
