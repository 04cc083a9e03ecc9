import path from "node:path";
import { app } from "../../app/app.ts";
import { environment } from "../../environment/default-environment.ts";
import { readRecord } from "../../component/record-codec.ts";
import { byteText } from "../../internal/byte-text.ts";
import type { AppState, Change } from "../../store/index.ts";
import { isSettled } from "../../target-state/tracked-state.ts";
import { watchCommits } from "../watched-store.ts";
import { crashProgram } from "./crash-program.ts";
import type { CrashTarget, OpenCrashTarget } from "./crash-target.ts";
import type { CrashWorld } from "./crash-world.ts";
import { Instants } from "./instants.ts";
import { SyncedDatabase } from "./synced-database.ts";

/** The name of the app that is killed. */
export const CRASH_APP = "Crash";

/** What a run came to. */
export interface CrashRun {
  readonly status: "done" | "failed" | "stopped";
  readonly failures: readonly string[];
  /** The same, as they were thrown. */
  readonly errors: readonly unknown[];
  /** What ran of the memoized functions. */
  readonly ran: readonly string[];
  readonly commits: number;
}

export interface CrashRunOptions {
  readonly instants?: Instants;
  /** Deletes everything that the app wrote instead of running it. */
  readonly drop?: boolean;
  /** Stops the run. */
  readonly signal?: AbortSignal;
  /** Takes what is logged. */
  readonly log?: (line: string) => void;
}

export function storeFile(folder: string): string {
  return path.join(folder, "state.db");
}

/** Brings a target in `folder` up to date with a world, as a new process would. */
export async function runCrashApp(
  folder: string,
  world: CrashWorld,
  open: OpenCrashTarget,
  options: CrashRunOptions = {},
): Promise<CrashRun> {
  const { drop = false, instants = new Instants(), log = () => undefined } = options;
  const target = await open(folder, instants);
  try {
    const ran: string[] = [];
    const counts = { commits: 0 };
    const update = appOf(folder, target, crashProgram(world, target, ran), { instants, counts, log });
    if (drop) await update.drop();
    const { signal } = options;
    const report = drop
      ? undefined
      : await update.update({ failures: "report", logFailures: false, ...(signal && { signal }) });
    const failures = (report?.failures ?? []).map(
      ({ error, path: at }) => `${JSON.stringify(at)}: ${messageOf(error)}`,
    );
    const errors = (report?.failures ?? []).map(({ error }) => error);
    return { status: report?.status ?? "done", failures, errors, ran, commits: counts.commits };
  } finally {
    target.close();
  }
}

interface Watchers {
  readonly instants: Instants;
  readonly counts: { commits: number };
  readonly log: (line: string) => void;
}

function appOf(
  folder: string,
  target: CrashTarget,
  main: () => Promise<void>,
  { counts, instants, log }: Watchers,
): ReturnType<typeof app<object, void>> {
  const file = storeFile(folder);
  const made = environment({ name: "crash", storePath: file, log }, target.lifespan);
  const disk = new SyncedDatabase(file);
  let kind = "";
  watchCommits(made, {
    before: async (changes, state) => {
      // That all is as it was, is noted when that has been found out.
      if (changes.some((change) => change.kind === "use" || change.table !== "rangeDigest")) counts.commits += 1;
      kind = await kindOf(changes, state);
      instants.pass(`${kind}: before`);
    },
    after: () => {
      disk.sync();
      instants.pass(`${kind}: after`);
    },
  });
  return app({ name: CRASH_APP, environment: made }, main);
}

/** What a transaction does, where it takes something over from another component. */
async function kindOf(changes: readonly Change[], state: AppState): Promise<string> {
  const claims = changes.filter((change) => change.kind === "put" && change.table === "owner");
  if (claims.length === 0) return "commit";
  const formers = await state.read(
    "owner",
    claims.map(({ key }) => key),
  );
  const taken = formers.filter(
    (former, index) =>
      former !== undefined && byteText(former) !== byteText((claims[index] as { value: Uint8Array }).value),
  );
  if (taken.length === 0) return "commit";
  const records = await state.read("component", taken as Uint8Array[]);
  const pending = records.some(
    (bytes) =>
      bytes !== undefined &&
      readRecord(bytes)?.targets.some(({ states }) => states.some((one) => one.declared && !isSettled(one))),
  );
  return pending ? "takeover from one that is pending" : "takeover";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
