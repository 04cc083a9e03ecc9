// Run with `coco update main.ts`, or `coco update -L main.ts` to keep watching.
import { CodeSource, type CompiledRule, detectLanguage, type Finding, loadRules } from "@coco/code-match";
import * as localfs from "@coco/connector-localfs";
import * as sqlite from "@coco/connector-sqlite";
import * as coco from "@coco/core";

export const DB = coco.contextKey<sqlite.Connection>("rules_db");

coco.lifespan(async (env) => {
  const db = await sqlite.connect("./violations.db");
  env.provide(DB, db);
  env.defer(() => db.close());
});

export const Violation = coco.record(
  {
    file: coco.t.string(),
    rule: coco.t.string(),
    start: coco.t.int(), // offsets, so that places of one line are told apart
    end: coco.t.int(),
    line: coco.t.int(),
    severity: coco.t.string(),
    message: coco.t.string(),
    code: coco.t.string(),
    fix: coco.t.string().nullable(),
  },
  { primaryKey: ["file", "rule", "start", "end"] },
);

/** Remembered by the text and the rule: an edited rule is checked anew, all others are not. */
const checkRule = coco.fn(
  { memo: true },
  (source: CodeSource, rule: CompiledRule): Promise<readonly Finding[]> => rule.check(source),
);

const checkFile = coco.fn(
  { memo: true },
  async function checkFile(
    file: coco.FileLike,
    rules: readonly CompiledRule[],
    table: sqlite.TableTarget<typeof Violation>,
  ) {
    const path = file.path.relative;
    const language = detectLanguage(path);
    const concerned = rules.filter((rule) => language !== undefined && rule.concerns(language, path));
    if (concerned.length === 0) return;
    // Parsed once for all rules, and not at all where no rule can find anything.
    const source = new CodeSource(await file.text(), language);
    for (const rule of concerned) {
      for (const finding of await checkRule(source, rule)) {
        table.declareRow({
          file: path,
          rule: finding.rule,
          start: finding.start.charOffset,
          end: finding.end.charOffset,
          line: finding.start.line,
          severity: finding.severity,
          message: finding.message,
          code: finding.text,
          fix: finding.fix?.text ?? null,
        });
      }
    }
  },
);

export const app = coco.app(
  "CodeRules",
  async function main({ dir, rules: file }: { dir: string; rules: string }) {
    const { rules } = await loadRules([file]);
    const table = await sqlite.mountTable(DB, "violations", Violation);
    table.declareIndex({ columns: ["rule"] });
    const files = localfs.walk(dir, {
      exclude: ["node_modules/", "dist/"],
      gitignore: true,
      maxFileSize: 1_000_000,
      live: true,
    });
    await coco.mountEach(files, checkFile, rules, table);
  },
  { dir: "../../packages", rules: "./rules.yml" }, // the code of coco itself
);
