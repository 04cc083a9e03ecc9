import { readdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";

export interface TaskResult {
  /** The task's name, as in turbo.json, without `//#`. */
  readonly task: string;
  /** The folder of the package, relative to the root; empty for the root. */
  readonly folder: string;
  /** Undefined when the task did not run to an end, for another had failed before. */
  readonly exitCode: number | undefined;
  readonly fromCache: boolean;
}

interface SummaryFile {
  readonly tasks: readonly {
    readonly task: string;
    readonly command: string;
    readonly directory?: string;
    readonly cache: { readonly status: string };
    readonly execution?: { readonly exitCode?: number | null };
  }[];
}

/** Remembers which summaries exist before a run; `read` gives the one that the run has written. */
export function readRunSummary(root: string): { readonly read: () => Promise<readonly TaskResult[]> } {
  const folder = path.join(root, ".turbo", "runs");
  const before = new Set(summaries(folder));
  return {
    read: async () => {
      const written = summaries(folder).filter((name) => !before.has(name));
      const newest = written.at(-1);
      if (newest === undefined) return [];
      const parsed = JSON.parse(await readFile(path.join(folder, newest), "utf8")) as SummaryFile;
      await Promise.all(summaries(folder).map((name) => rm(path.join(folder, name), { force: true })));
      return parsed.tasks
        .filter((task) => task.command !== "<NONEXISTENT>")
        .map((task) => ({
          task: task.task.replace(/^\/\/#/, ""),
          folder: task.directory ?? "",
          exitCode: task.execution?.exitCode ?? undefined,
          fromCache: task.cache.status === "HIT",
        }));
    },
  };
}

function summaries(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch {
    return [];
  }
}
