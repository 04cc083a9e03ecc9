import type { RuleSet, Severity } from "@coco/code-match";
import type { FileFinding } from "../commands/check.ts";
import { ownVersion } from "../version.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** Findings in the Static Analysis Results Interchange Format 2.1.0, which code hosts read. */
export function sarif({ rules }: RuleSet, findings: readonly FileFinding[]): unknown {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        columnKind: "utf16CodeUnits",
        tool: {
          driver: {
            name: "coco-match",
            version: ownVersion(),
            rules: rules.map(({ id, severity, rule }) => ({
              id,
              shortDescription: { text: rule.message },
              ...(rule.note === undefined ? {} : { fullDescription: { text: rule.note } }),
              ...(rule.url === undefined ? {} : { helpUri: rule.url }),
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        results: findings.map((finding) =>
          resultOf(
            finding,
            rules.findIndex(({ id }) => id === finding.rule),
          ),
        ),
      },
    ],
  };
}

function resultOf({ file, rule, severity, message, start, end, text, fix }: FileFinding, ruleIndex: number): unknown {
  const artifactLocation = { uri: file.split("/").map(encodeURIComponent).join("/") };
  const region = {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.charOffset,
    charLength: end.charOffset - start.charOffset,
    snippet: { text },
  };
  const replacement = fix && {
    deletedRegion: { charOffset: fix.start, charLength: fix.end - fix.start },
    insertedContent: { text: fix.text },
  };
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    ...(replacement === undefined
      ? {}
      : { fixes: [{ artifactChanges: [{ artifactLocation, replacements: [replacement] }] }] }),
  };
}
