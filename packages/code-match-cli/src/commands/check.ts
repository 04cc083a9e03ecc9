import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  type CodeSource,
  CodeMatchError,
  compileRules,
  type Finding,
  loadRules,
  type RuleSet,
  type Severity,
} from "@coco/code-match";
import type { Console } from "../console.ts";
import { exitCode } from "../exit-code.ts";
import { type FileOptions, findFiles } from "../files/find-files.ts";
import { SourceReader, withMark } from "../files/read-source.ts";
import { noteTo } from "../matching/search-files.ts";
import { sarif } from "../output/sarif.ts";
import { UsageError } from "../usage-error.ts";
import { plural } from "./count.ts";

interface Options extends FileOptions {
  readonly rules?: readonly string[];
  readonly rule?: readonly string[];
  readonly format: "text" | "json" | "sarif";
  readonly failOn: Severity | "never";
  readonly fix?: true;
}

/** A finding and the file that it is in. */
export interface FileFinding extends Finding {
  readonly file: string;
}

const DEFAULT_FILES = ["yml", "yaml", "json", "ts", "mts", "js", "mjs"].map((extension) => `coco-match.${extension}`);
const RANK: Readonly<Record<Severity | "never", number>> = { info: 0, warning: 1, error: 2, never: 3 };
const COLOURS = { error: "red", warning: "yellow", info: "blue" } as const;

/** `coco-match check`. */
export async function checkCommand(console: Console, paths: readonly string[], options: Options): Promise<number> {
  const rules = await wantedRules(console, options);
  const reader = new SourceReader(new Set(rules.rules.flatMap(({ languages }) => languages)), options.maxSize);
  const findings: FileFinding[] = [];
  let fixed = 0;
  for await (const file of findFiles(console.folder, paths, options)) {
    const language = reader.languageOf(file);
    if (language === undefined || rules.about(language, file.name).length === 0) continue;
    const read = reader.read(file, language);
    if (read === undefined) continue;
    try {
      let { source } = read;
      if (options.fix === true) {
        const result = await fixFile(console, rules, source, file.name);
        if (result !== undefined) {
          fixed += result.fixed;
          ({ source } = result);
          writeFileSync(file.location, withMark(source.text, read.marked));
        }
      }
      for (const finding of await rules.check(source, file.name)) findings.push({ file: file.name, ...finding });
    } catch (error) {
      if (!(error instanceof CodeMatchError)) throw error;
      reader.passedOver.add(file.name, error.message);
    }
  }
  report(console, rules, findings, options.format);
  noteTo(console, reader);
  if (fixed > 0) console.note(`${plural(fixed, "finding was", "findings were")} fixed`);
  return findings.some(({ severity }) => RANK[severity] >= RANK[options.failOn]) ? exitCode.bad : exitCode.good;
}

async function wantedRules({ folder }: Console, { rules: given, rule: ids }: Options): Promise<RuleSet> {
  const files = given ?? DEFAULT_FILES.filter((name) => existsSync(path.join(folder, name))).slice(0, 1);
  if (files.length === 0)
    throw new UsageError("There are no rules.", `Name a file with --rules, or write ${DEFAULT_FILES[0] ?? ""}.`);
  const all = await loadRules(files.map((file) => path.resolve(folder, file)));
  if (ids === undefined) return all;
  const known = new Set(all.rules.map(({ id }) => id));
  for (const id of ids)
    if (!known.has(id)) throw new UsageError(`There is no rule ${id}.`, `There are ${[...known].join(", ")}.`);
  return compileRules(all.rules.filter(({ id }) => ids.includes(id)).map(({ rule }) => rule));
}

async function fixFile(
  console: Console,
  rules: RuleSet,
  source: CodeSource,
  name: string,
): Promise<{ readonly fixed: number; readonly source: CodeSource } | undefined> {
  const result = await rules.fix(source, name);
  if (result.fixed === 0) return undefined;
  for (const id of result.unsettled) console.note(`${name}: the fix of ${id} is found again and again`);
  if (!result.sound) {
    console.note(`${name}: the fixes break the language's rules; the file is left as it is`);
    return undefined;
  }
  return result;
}

function report(console: Console, rules: RuleSet, findings: readonly FileFinding[], format: Options["format"]): void {
  if (format === "json") console.print(JSON.stringify(findings, undefined, 2));
  else if (format === "sarif") console.print(JSON.stringify(sarif(rules, findings), undefined, 2));
  else {
    for (const { file, start, severity, message, rule } of findings) {
      const place = `${console.style("magenta", file)}:${start.line}:${start.column}`;
      console.print(`${place}: ${console.style(COLOURS[severity], severity)}: ${message} [${rule}]`);
    }
    const fixable = findings.filter(({ fix }) => fix !== undefined).length;
    const hint = fixable > 0 ? `, ${fixable} of them with a fix` : "";
    console.note(findings.length === 0 ? "no findings" : `${plural(findings.length, "finding")}${hint}`);
  }
}
