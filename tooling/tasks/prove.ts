// `pnpm prove [--histories N] [--kills N] [--items N] [--servers] [--seed N]`: tries the engine on more random programs and
// histories, kills, damages and stops more of them, and measures the memory of runs over more items, than `pnpm test`
// does. What fails is shown with its seed, and shrunk to the least that fails where that is possible; the same seed fails again.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "../repository-root.ts";
import { serversForTests } from "./servers-for-tests.ts";

const USAGE = `Usage: pnpm prove [--histories N] [--kills N] [--items N] [--servers] [--seed N]

  --histories N  random histories, and as many of levels that change hands; programs of calls, killed programs and live
                 histories in proportion (default 1000, 0: none)
  --kills N      kills for each of the embedded stores, damaged stores and stops in proportion (default 500, or a
                 twentieth of the histories where that is more; 0: none)
  --items N      items of the runs whose memory is measured (default 200000, 0: none)
  --servers      kills beside the stores that need a server, too
  --seed N       the same seed tries the same`;

/** Divided among as many processes as there are processors, each with a seed of its own. */
const DIVIDED = "packages/core/src/target-state/random-histories.test.ts";
const HISTORIES = [
  "packages/core/src/function/random-programs.test.ts",
  "packages/core/src/target-state/random-levels.test.ts",
  "packages/core/src/target-state/killed-process.test.ts",
  "packages/core/src/live/random-live-history.test.ts",
  "packages/core/src/live/declared-map/random-map-history.test.ts",
];
const KILLS = [
  "packages/core/src/target-state/killed-again-and-again.test.ts",
  "packages/connector-lancedb/src/killed-process.test.ts",
  "packages/connector-localfs/src/target/killed-again-and-again.test.ts",
  "packages/connector-sqlite/src/killed-process.test.ts",
];
const KILLS_BESIDE_SERVERS = [
  "packages/connector-falkordb/src/killed-process.test.ts",
  "packages/connector-neo4j/src/killed-process.test.ts",
  "packages/connector-postgres/src/killed-process.test.ts",
  "packages/connector-qdrant/src/killed-process.test.ts",
  "packages/connector-surrealdb/src/killed-process.test.ts",
  "packages/connector-turbopuffer/src/killed-process.test.ts",
];
const DAMAGE = [
  "packages/core/src/app/stopped-run.test.ts",
  "packages/core/src/store/damaged-store.test.ts",
  "packages/core/src/store/full-disk.test.ts",
  "packages/core/src/target-state/unreadable-store.test.ts",
  "packages/cli/src/stopped-anywhere.test.ts",
];
const MEMORY = ["packages/core/src/component/flat-memory.test.ts", "packages/core/src/live/flat-memory.test.ts"];
/** A killed program is killed before each of its writes: some fifty processes. `--kills` is the longer proof of that kind. */
const HISTORIES_PER_KILLED_PROGRAM = 200;
/** A program is a graph of calls without targets, of which a history has many. */
const HISTORIES_PER_PROGRAM = 5;
/** Fewer are not worth a process. */
const LEAST_HISTORIES = 100;
/** A stopped run is followed by whole ones. */
const KILLS_PER_STOP = 25;
const LEAST_KILLS = 500;
const HISTORIES_PER_KILL = 20;

process.exitCode = await prove();

async function prove(): Promise<number> {
  const given = options();
  const histories = wholeNumber(given?.histories ?? "1000");
  const kills = wholeNumber(
    given?.kills ?? String(Math.max(LEAST_KILLS, Math.round((histories ?? 0) / HISTORIES_PER_KILL))),
  );
  const items = wholeNumber(given?.items ?? "200000");
  const seed = wholeNumber(given?.seed ?? String(Date.now() % 1_000_000_000));
  if (
    given === undefined ||
    histories === undefined ||
    kills === undefined ||
    items === undefined ||
    seed === undefined
  ) {
    console.error(`error: there is nothing but these options, each but --servers with a whole number.\n${USAGE}`);
    return 2;
  }
  const beside = kills > 0 && given.servers === true;
  const servers = beside ? await serversForTests() : {};
  const killed = Math.max(6, Math.round(histories / HISTORIES_PER_KILLED_PROGRAM));
  const again = `pnpm prove --histories ${histories} --kills ${kills} --items ${items}${beside ? " --servers" : ""} --seed ${seed}`;
  const graphs = Math.max(60, Math.round(histories / HISTORIES_PER_PROGRAM));
  const parts = [
    ...(histories === 0 ? [] : [`${histories} histories, ${graphs} programs, ${killed} killed programs`]),
    ...(kills === 0 ? [] : [`${kills} kills for each store, damaged stores and stopped runs`]),
    ...(items === 0 ? [] : [`memory over ${items} items`]),
  ];
  console.log(`• ${parts.join("; ")}; the same again: ${again}`);
  const common = {
    ...servers,
    COCO_PROVE_PROGRAMS: String(graphs),
    COCO_PROVE_KILLED_PROGRAMS: String(killed),
    COCO_PROVE_KILLS: String(kills),
    COCO_PROVE_STOPS: String(Math.max(4, Math.round(kills / KILLS_PER_STOP))),
    COCO_PROVE_ITEMS: String(items),
  };
  const tests = [
    ...(histories === 0 ? [] : HISTORIES),
    ...(kills === 0 ? [] : [...KILLS, ...DAMAGE]),
    ...(beside ? KILLS_BESIDE_SERVERS : []),
    ...(items === 0 ? [] : MEMORY),
  ];
  const lanes = Math.max(1, Math.min(availableParallelism(), Math.floor(histories / LEAST_HISTORIES)));
  const runs: Promise<number>[] = [];
  if (tests.length > 0) runs.push(run(tests, seed, histories, common));
  for (let lane = 0; lane < lanes && histories > 0; lane++) {
    const share = Math.floor(histories / lanes) + (lane < histories % lanes ? 1 : 0);
    runs.push(run([DIVIDED], seed + lane, share, common));
  }
  const codes = await Promise.all(runs);
  const failed = codes.find((code) => code !== 0);
  if (failed !== undefined) console.log(`• the same again: ${again}`);
  else console.log("• all of it passed");
  return failed ?? 0;
}

/** Runs tests in a process; gives its exit code. */
function run(
  tests: readonly string[],
  seed: number,
  histories: number,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const vitest = path.join(repositoryRoot, "node_modules", ".bin", "vitest");
  const child = spawn(vitest, ["run", ...tests], {
    cwd: repositoryRoot,
    stdio: "inherit",
    env: {
      ...process.env,
      ...environment,
      COCO_PROVE_SEED: String(seed),
      COCO_PROVE_HISTORIES: String(histories),
    },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

interface Options {
  readonly histories?: string;
  readonly items?: string;
  readonly kills?: string;
  readonly seed?: string;
  readonly servers?: boolean;
}

function options(): Options | undefined {
  try {
    return parseArgs({
      options: {
        histories: { type: "string" },
        items: { type: "string" },
        kills: { type: "string" },
        seed: { type: "string" },
        servers: { type: "boolean" },
      },
    }).values;
  } catch {
    return undefined;
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
