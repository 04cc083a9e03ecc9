import { CodeSource, compilePattern, indexTerms, renderMatch } from "../../packages/code-match/src/index.ts";
import { loadGrammar } from "../../packages/syntax/src/index.ts";
import type { GoldenPosition } from "./compare-chunks.ts";
import { goldenRows, goldenText } from "./golden-folder.ts";
import { goldenPosition } from "./golden-position.ts";

interface ExtraRow {
  readonly kind: "prefilter" | "index_terms" | "render";
  readonly language: string;
  readonly input?: string;
  readonly source?: string;
  readonly pattern?: string;
  readonly min_len?: number;
  readonly might_match?: boolean;
  readonly terms?: readonly string[];
  readonly range?: readonly [number, number];
  readonly text?: string;
  readonly segments?: readonly {
    readonly kind: string;
    readonly start: GoldenPosition;
    readonly end: GoldenPosition;
    readonly summary: string | null;
    readonly rendered_start: number;
    readonly rendered_end: number;
  }[];
}

/** How the rows of one kind came out. */
export interface ExtrasGroup {
  readonly kind: ExtraRow["kind"];
  readonly rows: number;
  readonly equal: number;
  /** Prefilter: here nothing is ruled out that there is; and the other way round, where there is no match indeed. */
  readonly looser: number;
  readonly stricter: number;
  readonly differing: readonly string[];
}

type Verdict = "equal" | "looser" | "stricter" | "different";

/** Compares prefilter decisions, index terms and rendered matches, where the language has a grammar. */
export async function compareMatchExtras(folder: string): Promise<ExtrasGroup[]> {
  const groups = (["prefilter", "index_terms", "render"] as const).map((kind) => ({
    kind,
    rows: 0,
    equal: 0,
    looser: 0,
    stricter: 0,
    differing: [] as string[],
  }));
  for (const row of goldenRows<ExtraRow>(folder, "match-extras.jsonl")) {
    const group = groups.find(({ kind }) => kind === row.kind);
    if (group === undefined || (await loadGrammar(row.language)) === undefined) continue;
    const verdict = await judge(row, row.source ?? goldenText(folder, row.input ?? ""));
    group.rows++;
    if (verdict === "different") group.differing.push(describe(row));
    else group[verdict]++;
  }
  return groups;
}

async function judge(row: ExtraRow, text: string): Promise<Verdict> {
  const source = new CodeSource(text, row.language);
  if (row.kind === "prefilter") {
    const pattern = await compilePattern(row.pattern ?? "", row.language, { compatibility: "cocoindex" });
    const might = pattern.mightMatch(text);
    if (might === row.might_match) return "equal";
    if (might) return "looser";
    return (await matchUnfiltered(pattern.text, source)) === 0 ? "stricter" : "different";
  }
  if (row.kind === "index_terms") {
    const terms = await indexTerms(source, { minLength: row.min_len, compatibility: "cocoindex" });
    return JSON.stringify(terms.sort(byCodePoint)) === JSON.stringify(row.terms) ? "equal" : "different";
  }
  return (await rendersAlike(row, source)) ? "equal" : "different";
}

/** How many matches there are whatever the prefilter says. */
async function matchUnfiltered(pattern: string, source: CodeSource): Promise<number> {
  const compiled = await compilePattern(pattern, source.language ?? "", { compatibility: "cocoindex" });
  const tree = await source.tree();
  return tree === undefined ? 0 : compiled.matchTree(tree).length;
}

function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

async function rendersAlike(row: ExtraRow, source: CodeSource): Promise<boolean> {
  const tree = await source.tree();
  if (tree === undefined) return false;
  const { text } = source;
  const [startByte = 0, endByte = 0] = row.range ?? [];
  const offset = (byte: number): number => Buffer.from(text).subarray(0, byte).toString().length;
  const range = { tree, start: offset(startByte), end: offset(endByte) };
  const rendered = renderMatch(range, { compatibility: "cocoindex" });
  const codePoints = (end: number): number => Array.from(rendered.text.slice(0, end)).length;
  const segments = rendered.segments.map((segment) => ({
    kind: segment.kind,
    start: goldenPosition(text, segment.source.start),
    end: goldenPosition(text, segment.source.end),
    summary: segment.summary ?? null,
    rendered_start: codePoints(segment.renderedStart),
    rendered_end: codePoints(segment.renderedEnd),
  }));
  return rendered.text === row.text && JSON.stringify(segments) === JSON.stringify(row.segments);
}

function describe({ kind, language, input = "", pattern, range, min_len }: ExtraRow): string {
  return `${kind} ${language} ${input} ${JSON.stringify({ pattern, range, min_len })}`;
}
