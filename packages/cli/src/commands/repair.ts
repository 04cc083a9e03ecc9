import type { AnyApp, CoreModule } from "../core-module.ts";
import { exitCode } from "../exit-code.ts";
import { checkLines } from "../inspection/check-lines.ts";
import { type Checked, checkStore, isFileDamaged } from "../inspection/check-store.ts";
import { repairPlan } from "../inspection/repair-plan.ts";
import { confirm, refusalCode } from "../output/confirm.ts";
import { noteLine, printLine } from "../output/print.ts";
import { failureLines } from "../report/failure-lines.ts";
import { StopSignals } from "../stop-signals.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Puts right what a check has found. What is missing in a target is written again by the components that declare it; where
 * the store contradicts itself, everything is. Shows what that means and asks. Gives the check afterwards; a code where it was
 * not allowed, or failed.
 */
export async function repair(
  core: CoreModule,
  store: string,
  apps: readonly AnyApp[],
  checked: Checked,
  options: { readonly yes?: boolean; readonly json?: boolean; readonly limit: number },
): Promise<Checked | number> {
  if (isFileDamaged(checked)) {
    throw new UsageError(
      "The file of the store is damaged: no update repairs that.",
      "coco update --reset moves it aside, after asking, and begins anew.",
    );
  }
  for (const app of apps) {
    const plan = await repairPlan(core, store, app.name, checked, options.limit);
    if (plan === undefined) continue;
    for (const line of ["", ...plan.lines]) noteLine(line);
    const answer = options.yes ? "yes" : await confirm(`Repair ${app.name}?`, `Repairing ${app.name}`);
    if (answer !== "yes") {
      noteLine("Nothing was repaired.");
      return refusalCode(answer);
    }
    if (!plan.everything) await core.noteMissing(app, plan.compared);
    const code = await update(app, plan.everything);
    if (code !== exitCode.done) return code;
  }
  const names = apps.map(({ name }) => name);
  const after = await checkStore(core, store, names, apps);
  if (!options.json) for (const line of ["", "After the repair:", ...checkLines(after, options.limit)]) printLine(line);
  return after;
}

async function update(app: AnyApp, fullReprocess: boolean): Promise<number> {
  const stop = new StopSignals();
  try {
    const report = await app.update({ failures: "report", logFailures: false, fullReprocess, signal: stop.signal });
    if (report.status === "done") return exitCode.done;
    for (const line of failureLines(report.failures)) noteLine(line);
    noteLine("\nNot all could be written again. When the cause is put right, run the same command again.");
    return stop.code ?? exitCode.failed;
  } finally {
    stop.dispose();
  }
}
