// Runs updates of a program in a process of its own, as often as its parent asks: node serve.ts MAIN
import { pathToFileURL } from "node:url";
import type { App } from "@coco/core";
import { countsOf } from "../../progress/counts-of.ts";
import type { UpdateAnswer, UpdateRequest } from "./update-answer.ts";

const NOBODY = 65_534;

const [main = ""] = process.argv.slice(2);
const { app } = (await import(pathToFileURL(main).href)) as { readonly app: App<{ dir: string }, void> };

process.on("message", (request: UpdateRequest) => {
  void serve(request);
});
process.send?.("ready");

async function serve({ dir, asNobody }: UpdateRequest): Promise<void> {
  const asRoot = process.geteuid?.() === 0;
  if (asNobody && asRoot) process.seteuid?.(NOBODY);
  const message = await answer(dir);
  if (asNobody && asRoot) process.seteuid?.(0);
  process.send?.(message);
}

async function answer(dir: string | undefined): Promise<UpdateAnswer | { readonly thrown: string }> {
  try {
    const report = await app.update({ failures: "report", params: dir === undefined ? {} : { dir } });
    const failures = report.failures.map(({ path, error }) => ({ path, ...saidOf(error) }));
    return { status: report.status, counts: countsOf(report.stats), functions: report.stats.functions, failures };
  } catch (error) {
    const { message, hint = "" } = saidOf(error);
    return { thrown: `${message}\n${hint}` };
  }
}

function saidOf(error: unknown) {
  const { message, code, hint } = error as { message: string; code?: string; hint?: string };
  return { message, code, hint };
}
