/** The text of a project's .oxlintrc.json: a mount that nobody awaits is the mistake that types do not find. */
export function lintRules(): string {
  const rules = {
    $schema: "./node_modules/oxlint/configuration_schema.json",
    plugins: ["typescript"],
    categories: { correctness: "error" },
    rules: { "typescript/no-floating-promises": "error", "typescript/no-misused-promises": "error" },
  };
  return `${JSON.stringify(rules, undefined, 2)}\n`;
}
