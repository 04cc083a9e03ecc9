import { describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";
import { codeMistakes } from "./code-mistakes.ts";
import type { Mistake } from "./mistake.ts";
import { placeMistakes } from "./place-mistakes.ts";
import { typingMistakes } from "./typing-mistakes.ts";

const groups = [
  { title: "What was typed", mistakes: typingMistakes },
  { title: "The code", mistakes: codeMistakes },
  { title: "The place", mistakes: placeMistakes },
];
const answers = new Map<Mistake, string>();

/** Runs the command as somebody would who makes the mistake; gives what it says, without what differs from run to run. */
async function answerTo({
  after,
  args,
  before,
  environment = {},
  files = {},
}: Mistake): Promise<[number | null, string]> {
  const project = new Project(files);
  try {
    await before?.(project);
    const { code, err, out } = await project.coco(args, environment);
    await after?.(project);
    const said = `${out}${err}`
      .replaceAll(/[^\s(]*node\S* \S+coco\.mjs/g, "coco")
      .replaceAll(`${project.folder}/`, "")
      .replaceAll(project.folder, ".")
      .replaceAll(/\/[^\s"]+\/(?=\.coco\/)/g, "")
      .replaceAll(/process \d+ on \S+/g, "process 4711 on host")
      .replaceAll(/process \d+/g, "process 4711")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "2026-01-31T10:00:00.000Z")
      .replaceAll(/\d+(?:\.\d+)? m?s\b/g, "20 ms");
    return [code, said.trimEnd()];
  } finally {
    project.dispose();
  }
}

describe("what the command answers to mistakes", () => {
  for (const { mistakes } of groups) {
    it.each(mistakes.map((mistake) => [mistake.title, mistake] as const))("%s", async (_, mistake) => {
      const [code, said] = await answerTo(mistake);
      answers.set(mistake, said);
      expect([code, said]).toEqual([mistake.code, said]);
      expect(said).not.toBe("");
      // No trace of what is not the user's.
      expect(said).not.toMatch(/node:internal|packages\/c|node_modules\/@coco/);
    });
  }

  it("stands in docs/cli/errors.md", async () => {
    for (const mistake of groups.flatMap(({ mistakes }) => mistakes))
      if (!answers.has(mistake)) answers.set(mistake, (await answerTo(mistake))[1]);
    await expect(document()).toMatchFileSnapshot("../../../../docs/cli/errors.md");
  });
});

function document(): string {
  const chapters = groups.map(({ mistakes, title }) => `## ${title}\n\n${mistakes.map(paragraph).join("\n")}`);
  return `# What the command says when something is wrong

Each of these was done, and this is what \`coco\` answered: what happened, where, and what to do next. An error of your own code has the
lines of your code that it came through, and nothing of the engine; \`COCO_TRACE=1\` shows whole traces. The number behind a command is its exit code: 2 for what
was typed wrongly, 1 for everything else.

(The tests of the command make this page: \`pnpm vitest run packages/cli/src/mistakes -u\`.)

${chapters.join("\n")}`;
}

function paragraph(mistake: Mistake): string {
  const command = `$ coco ${mistake.args.join(" ")}`;
  return `### ${mistake.title}\n\n\`\`\`\n${command}    # ${mistake.code}\n${answers.get(mistake) ?? ""}\n\`\`\`\n`;
}
