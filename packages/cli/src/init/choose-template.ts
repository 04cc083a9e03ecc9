import { createInterface } from "node:readline";
import { didYouMean } from "../did-you-mean.ts";
import { UsageError } from "../usage-error.ts";
import { type Template, templates } from "./template.ts";

/** The template that was named; else the one that the person at the terminal chooses, or the first where nobody is there. */
export async function chooseTemplate(name: string | undefined): Promise<Template | undefined> {
  if (name !== undefined) return templateNamed(name);
  if (!process.stdin.isTTY || !process.stderr.isTTY) return templates[0];
  const lines = templates.map((one, index) => `  ${index + 1}  ${one.name.padEnd(10)} ${one.summary}\n`);
  process.stderr.write(`Which kind of project?\n${lines.join("")}`);
  const answer = await ask(`Number or name [1]: `);
  if (answer === undefined) return undefined;
  if (answer === "") return templates[0];
  return templates[Number(answer) - 1] ?? templateNamed(answer);
}

function templateNamed(name: string): Template {
  const found = templates.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = templates.map((one) => one.name);
  throw new UsageError(`There is no template "${name}".`, didYouMean(name, names) ?? `There are: ${names.join(", ")}.`);
}

/** One line; `undefined` on Ctrl-C or the end of input. */
async function ask(question: string): Promise<string | undefined> {
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise((resolve) => {
      dialogue.once("SIGINT", () => resolve(undefined));
      dialogue.once("close", () => resolve(undefined));
      dialogue.question(question, (text) => resolve(text.trim()));
    });
  } finally {
    dialogue.close();
  }
}
