import { CodeSource, compilePattern, type Replacement, rewrite } from "@coco/code-match";

async function show(language: string, pattern: string, replacement: Replacement, code: string): Promise<void> {
  const compiled = await compilePattern(pattern, language);
  const { text } = await rewrite(compiled, new CodeSource(code, language), replacement);
  const shown = typeof replacement === "function" ? "a function" : replacement || "(nothing)";
  const block = (label: string, lines: string): string =>
    `  ${label.padEnd(6)} ${lines.replaceAll("\n", `\n${" ".repeat(9)}`)}`;
  console.log(`${block("find", pattern)}\n${block("write", shown)}\n${block("in", code)}\n${block("gives", text)}\n`);
}

const { raw } = String;
console.log("layout and comments stay where the tokens are the same");
await show("typescript", raw`open(\FILE, \MODE)`, raw`openSync(\FILE, \MODE)`, "open( file, // the log\n  'w' )");
console.log("what moves is indented anew");
await show(
  "python",
  raw`with lock: \(BODY*\)`,
  "lock.acquire()\ntry:\n    \\(BODY*\\)\nfinally:\n    lock.release()",
  "def f():\n    with lock:\n        a = 1\n        if a:\n            g(a)",
);
console.log("a name that took nothing goes with its comma");
await show("python", raw`def \NAME(\(ARGS*\)):`, raw`def \NAME(self, \(ARGS*\)):`, "def f(): pass\ndef g(a): pass");
console.log("matches within matches are replaced, too");
await show("go", raw`add(\A, \B)`, raw`(\A + \B)`, "x := add(add(1, 2), f(add(3, 4)))");
console.log("an empty replacement takes the line away");
await show("javascript", raw`debugger;`, "", "a();\ndebugger;\nb();");
console.log("a function decides, and writes what it likes");
await show(
  "rust",
  raw`\(N:integer_literal\)`,
  ({ text }) => (text.length > 3 ? `${text}_u64` : undefined),
  "f(12, 3456)",
);
