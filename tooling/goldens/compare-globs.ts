import { patternMatcher } from "../../packages/connectorkit/src/index.ts";
import { goldenRows } from "./golden-folder.ts";

interface GlobRow {
  readonly kind: "paths" | "match";
  readonly included?: readonly string[] | null;
  readonly excluded?: readonly string[] | null;
  readonly files?: readonly string[];
  readonly dirs?: readonly string[];
  readonly error?: boolean;
}

/** How many lists of patterns choose the same files and directories. */
export function compareGlobs(folder: string): { rows: number; same: number; differing: readonly string[] } {
  const [paths, ...rows] = goldenRows<GlobRow>(folder, "globs.jsonl");
  const differing = rows.filter(
    (row) => chosen(row, paths) !== JSON.stringify(row.error ? "error" : [row.files, row.dirs]),
  );
  return {
    rows: rows.length,
    same: rows.length - differing.length,
    differing: differing.map(({ included, excluded }) => JSON.stringify({ included, excluded })),
  };
}

function chosen({ included, excluded }: GlobRow, paths: GlobRow | undefined): string {
  try {
    const matcher = patternMatcher({
      include: included ?? undefined,
      exclude: excluded ?? undefined,
      compatibility: "cocoindex",
    });
    const files = (paths?.files ?? []).filter((file) => matcher.matches(file));
    return JSON.stringify([files, (paths?.dirs ?? []).filter((directory) => matcher.matches(directory, true))]);
  } catch {
    return JSON.stringify("error");
  }
}
