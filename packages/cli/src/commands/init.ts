import path from "node:path";
import { exitCode } from "../exit-code.ts";
import { chooseTemplate } from "../init/choose-template.ts";
import { initProject } from "../init/init-project.ts";
import { noteLine, printJson, printLine } from "../output/print.ts";
import { style } from "../output/style.ts";

export interface InitCommandOptions {
  readonly template?: string;
  readonly json?: boolean;
}

/** `coco init`: writes a project that runs. */
export async function initCommand(name: string | undefined, options: InitCommandOptions): Promise<number> {
  const folder = path.resolve(name ?? ".");
  const template = await chooseTemplate(options.template);
  if (template === undefined) {
    noteLine("\nNothing was written.");
    return exitCode.interrupted;
  }
  const files = initProject(folder, template);
  const shown = path.relative("", folder);
  if (options.json) {
    printJson({ folder, template: template.name, files });
    return exitCode.done;
  }
  printLine(`${style("green", "Written")} to ${shown === "" ? "this folder" : shown}: ${template.summary}.`);
  for (const file of files) printLine(`  ${file}`);
  const steps = [...(shown === "" ? [] : [`cd ${shown}`]), "npm install", ...template.nextSteps];
  printLine(`\nNext:\n${steps.map((step) => `  ${step}`).join("\n")}`);
  return exitCode.done;
}
