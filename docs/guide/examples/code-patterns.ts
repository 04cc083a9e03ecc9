// #region program
import { CodeSource, compilePattern } from "@coco/code-match";

const code = `import json

def load(path, *, strict=True):
    with open(path) as file:
        return json.load(file)

def load_all(paths):
    # one after the other
    return [load(path, strict=False) for path in paths]
`;

const pattern = await compilePattern(String.raw`def \NAME(\(ARGS*\)): \BODY`, "python");
for (const match of await pattern.match(new CodeSource(code, "python"))) {
  const { NAME, ARGS } = match.captures;
  console.log(`lines ${match.startPosition.line}-${match.endPosition.line}: ${NAME?.text} takes (${ARGS?.text})`);
}
// #endregion
