// #region program
import { CodeSource, compileRules, parseRules } from "@coco/code-match";

const rules = await compileRules(
  await parseRules(String.raw`
- id: no-bare-except
  language: python
  pattern: "except:"
  message: This catches KeyboardInterrupt, too.
  severity: error
  fix: "except Exception:"

- id: no-mutable-default
  language: python
  pattern: |
    def \NAME(\* \ARG=\(DEFAULT:list|dictionary\) \*):
  message: All calls of \NAME share one \ARG.
`),
);

const source = new CodeSource(
  `def load(path, cache={}):
    try:
        return cache[path]
    except:
        raise  # coco-match-ignore would go here, or above
`,
  "python",
);

for (const { rule, severity, start, message } of await rules.check(source))
  console.log(`${start.line}:${start.column}: ${severity}: ${message} [${rule}]`);

const { source: fixed, fixed: count } = await rules.fix(source);
console.log(`fixed: ${count}; line 4 is now: ${fixed.text.split("\n")[3]}`);
// #endregion program
