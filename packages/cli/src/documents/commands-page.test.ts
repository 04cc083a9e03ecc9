import { describe, expect, it } from "vitest";
import { program } from "../program.ts";

/** What the command prints of itself, at a width that fits the page. */
function page(): string {
  const root = program(() => undefined);
  const width = { helpWidth: 110 };
  const chapters = root.commands.map((command) => {
    const after: string[] = [];
    command.configureHelp(width).configureOutput({ writeOut: (text) => void after.push(text) });
    command.outputHelp();
    return `## coco ${command.name()}\n\n\`\`\`\n${after.join("").trimEnd()}\n\`\`\`\n`;
  });
  return `# The commands

What \`coco COMMAND --help\` prints. What they answer: [asking an index](asking-an-index.md); what they say when something is wrong:
[errors](errors.md).

(The tests of the command make this page: \`pnpm vitest run packages/cli/src/documents -u\`.)

${chapters.join("\n")}`;
}

describe("the page of the commands", () => {
  it("is what they print of themselves", async () => {
    await expect(page()).toMatchFileSnapshot("../../../../docs/cli/commands.md");
  });
});
