import { CodeSource, type CodeMatch, compilePattern } from "../../packages/code-match/src/index.ts";
import { loadGrammar } from "../../packages/syntax/src/index.ts";
import type { GoldenPosition } from "./compare-chunks.ts";
import { goldenRows, goldenText } from "./golden-folder.ts";
import { goldenPosition } from "./golden-position.ts";

interface GoldenMatch {
  readonly kind: string;
  readonly start: GoldenPosition;
  readonly end: GoldenPosition;
  readonly captures: Readonly<Record<string, { readonly start: number; readonly end: number }>>;
}

interface MatchRow {
  readonly language: string;
  readonly pattern: string;
  readonly input?: string;
  readonly source?: string;
  readonly matches?: readonly GoldenMatch[];
  readonly error?: boolean;
}

/** How the rows of one language came out. */
export interface MatchGroup {
  readonly group: string;
  readonly rows: number;
  readonly equal: number;
  /** Languages that have no grammar here cannot be compared. */
  readonly hasGrammar: boolean;
  /** What differs, for a person to look at. */
  readonly differing: readonly string[];
}

/** Matches every pattern of the golden rows, in compatibility mode; by language. */
export async function compareMatches(folder: string): Promise<MatchGroup[]> {
  const groups = new Map<string, { rows: number; equal: number; hasGrammar: boolean; differing: string[] }>();
  for (const row of goldenRows<MatchRow>(folder, "matches.jsonl")) {
    const hasGrammar = (await loadGrammar(row.language)) !== undefined || row.error === true;
    const group = groups.get(row.language) ?? { rows: 0, equal: 0, hasGrammar, differing: [] };
    groups.set(row.language, group);
    group.rows++;
    const wanted = row.error === true ? "error" : JSON.stringify(row.matches);
    const found = await answer(row, folder);
    if (found === wanted) group.equal++;
    else if (hasGrammar) group.differing.push(describeDifference(row, found, wanted));
  }
  return [...groups].map(([group, result]) => ({ group, ...result }));
}

async function answer(row: MatchRow, folder: string): Promise<string> {
  const text = row.source ?? goldenText(folder, row.input ?? "");
  try {
    const pattern = await compilePattern(row.pattern, row.language, { compatibility: "cocoindex" });
    const matches = await pattern.match(new CodeSource(text, row.language));
    return JSON.stringify(matches.map((match) => goldenMatch(match, text)));
  } catch (error) {
    return error instanceof Error && "code" in error ? "error" : String(error);
  }
}

function goldenMatch(match: CodeMatch, text: string): GoldenMatch {
  const bytes = (offset: number): number => Buffer.byteLength(text.slice(0, offset));
  const names = Object.keys(match.captures).sort();
  return {
    kind: match.kind,
    start: goldenPosition(text, match.start),
    end: goldenPosition(text, match.end),
    captures: Object.fromEntries(
      names.map((name) => {
        const { start = 0, end = 0 } = match.captures[name] ?? {};
        return [name, { start: bytes(start), end: bytes(end) }];
      }),
    ),
  };
}

function describeDifference({ language, pattern, input, source }: MatchRow, found: string, wanted: string): string {
  const where = input ?? JSON.stringify(source);
  return `${language} ${JSON.stringify(pattern)} in ${where}\n  here:  ${brief(found)}\n  there: ${brief(wanted)}`;
}

function brief(answered: string): string {
  if (!answered.startsWith("[")) return answered;
  const matches = JSON.parse(answered) as readonly GoldenMatch[];
  return matches
    .map(({ kind, start, end, captures }) => `${kind} ${start.byte}-${end.byte} ${JSON.stringify(captures)}`)
    .join("; ");
}
