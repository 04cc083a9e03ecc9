import { describe, expect, it } from "vitest";
import { connectorPage } from "./connector-page.ts";

const PAGE = `# Db

\`@coco/connector-db\` keeps tables.

\`\`\`sh
npm install @coco/core @coco/connector-db db-client
\`\`\`

## Quick start

\`\`\`ts examples/db.ts#table
\`\`\`

\`\`\`text examples/db.ts
\`\`\`

## \`mountTable(key, name, record, options)\`

| option | default | |
| --- | --- | --- |

### Columns

| \`coco.t\` | takes | stored as |
| --- | --- | --- |

## Capabilities

| | |
| --- | --- |
| target | tables |
| source | none |
| a batch | one transaction |
| after a failure | lost connections are tried again |

## Limits

- One writer.

## Errors
`;

function check(page: string | undefined): readonly string[] {
  const packages = [{ folder: "packages/connector-db", manifest: { name: "@coco/connector-db" } }];
  const text = (file: string): string | undefined => (file === "docs/connectors/db.md" ? page : undefined);
  return connectorPage.check({ root: ".", files: [], text, packages });
}

describe("the page of a connector", () => {
  it("is in order when it has what the template has, and sections of its own between", () => {
    expect(check(PAGE)).toEqual([]);
  });

  it.each([
    ["# Db", "Db", "does not begin with a title"],
    ["npm install", "npm i", "has no `npm install … @coco/connector-db` above its first section"],
    ["@coco/connector-db db", "@coco/connector-db-x db", "has no `npm install … @coco/connector-db` above"],
    ["## Quick start", "## A table", 'has no section "## Quick start"'],
    ["```ts examples/db.ts#table", "```ts", "shows no example under Quick start"],
    ["```text examples/db.ts", "```text", "does not show what an example prints"],
    ["| option | default |", "| name | default |", "has no table of options"],
    ["| stored as |", "| there |", "has no table of types"],
    ["| a batch | one transaction |\n", "", 'does not say under Capabilities: "| a batch | … |"'],
    ["| source | none |", "| source | |", 'does not say under Capabilities: "| source | … |"'],
    ["- One writer.", "", "says nothing under Limits"],
    ["## Errors\n", "", 'has no section "## Errors"'],
  ])("is told of %j being %j", (from, to, problem) => {
    expect(check(PAGE.replace(from, to))).toEqual([expect.stringContaining(problem)]);
  });

  it("is told of an order that is another", () => {
    const moved = PAGE.replace("## Errors\n", "").replace("## Capabilities", "## Errors\n\n## Capabilities");
    expect(check(moved)).toEqual([expect.stringContaining("has its sections in another order")]);
  });
});
