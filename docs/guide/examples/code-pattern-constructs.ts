import { CodeSource, compilePattern } from "@coco/code-match";

const constructs: readonly (readonly [what: string, ...cases: (readonly [pattern: string, code: string])[]])[] = [
  [
    "code",
    ["f(a, b)", "f(a,b); f( a, /* 1 */ b,); f(b, a)"],
    ["a - b", "a - b - c; x - (a - b)"],
    ["else { b() }", "if (x) { a() } else { b() }"],
  ],
  [
    "one node",
    [String.raw`f(\X)`, "f(a.b); f(g(1)); f(); f(a, b)"],
    [String.raw`a \OPERATOR b`, "a + b; a ?? b; c + b"],
    [String.raw`\X === \X`, "a.b === a.b; a === b"],
    [String.raw`\_(\_)`, "f(a); f(a, b)"],
  ],
  [
    "runs",
    [String.raw`f(\(ARGS*\))`, "f(); f(a); f(a, b)"],
    [String.raw`f(\(ARGS+\))`, "f(); f(a); f(a, b)"],
    [String.raw`f(\(ARG?\))`, "f(); f(a); f(a, b)"],
    [String.raw`f(\*, \(LAST\))`, "f(a); f(a, b, c)"],
    [String.raw`if (\C) { \* }`, "if (a) { b(); c() } if (d) e()"],
  ],
  [
    "conditions on a node",
    [String.raw`\(NAME:/get[A-Z].*/\)(\*)`, "getName(); forget(1); get()"],
    [String.raw`f(\(X:!/[a-z]/\))`, "f(a); f(1); f(ab)"],
    [String.raw`f(\(X:string|number\))`, "f('a'); f(1); f(a)"],
    [String.raw`f(\(X:!identifier\))`, "f('a'); f(1); f(a)"],
    [String.raw`f(\(X:call_expression:/g.*/\))`, "f(g()); f(h()); f(g)"],
    [String.raw`f(\(X+:/\d+|,/\))`, "f(1, 2); f(1, a)"],
    [String.raw`f(\(X:\{ null \| undefined \}\))`, "f(null); f(undefined); f(0)"],
  ],
  [
    "a whole node, alternatives",
    [String.raw`\{ if (\C) { \* } \}`, "if (a) { b } else { c } if (d) { e }"],
    [String.raw`console.\{ log \| warn \}(\*)`, "console.log(1); console.warn(2); console.error(3)"],
    [String.raw`a \{ + \| - \} \B`, "a + 1; a - 2; a * 3"],
    [String.raw`f(\{ 1 \| 2 \}+)`, "f(1, 2, 1); f(1, 3); f()"],
  ],
  [
    "what a node contains",
    [String.raw`function \F() \{{ throw \E \}}`, "function f() { if (a) throw b } function g() {}"],
    [String.raw`{ \* \{{ await \_ \}} \* }`, "async () => { a(); b(await c) }"],
  ],
  [
    "negation",
    [String.raw`f(\!{ null \})`, "f(null); f(a)"],
    [String.raw`function \F() \!{{ return \}}`, "function f() { return 1 } function g() { f() }"],
  ],
  [
    "what is around it",
    [String.raw`f() \^{ class \C { \* } \}`, "f(); class A { m() { f() } }"],
    [String.raw`f() \!^{ try { \* } \* \}`, "f(); try { f(1); f() } catch { }"],
    [String.raw`\{ \F(\*) \} \^{ function \F(\*) \B \}`, "function f(n) { return n ? f(n - 1) : g(n) }"],
  ],
  ["a backslash", [String.raw`/a\\d/`, String.raw`/a\d/.test(b); /ad/.test(b)`]],
];

for (const [what, ...cases] of constructs) {
  console.log(what);
  for (const [pattern, code] of cases) {
    const matches = await (await compilePattern(pattern, "typescript")).match(new CodeSource(code, "typescript"));
    const found = matches.map(({ text }) => text);
    console.log(`  ${pattern.padEnd(38)} in     ${code}`);
    console.log(`${"".padEnd(40)} finds  ${found.join("   ") || "nothing"}`);
  }
}
