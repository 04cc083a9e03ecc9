import type { AnyApp, CoreModule } from "../core-module.ts";
import { exitCode } from "../exit-code.ts";
import { checkLines } from "../inspection/check-lines.ts";
import { type Checked, checkStore, isFileDamaged } from "../inspection/check-store.ts";
import { confirm, refusalCode } from "../output/confirm.ts";
import { noteLine, printLine } from "../output/print.ts";
import { failureLines } from "../report/failure-lines.ts";
import { StopSignals } from "../stop-signals.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Puts right what a check has found: what is computed and written anew is what it should be, whatever stood there. Shows
 * what that means and asks. Gives the check afterwards; a code where it was not allowed, or failed.
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
  const wrong = apps.filter((app) => concerns(app, checked));
  for (const app of wrong) {
    const missing = checked.targets.reduce((sum, one) => sum + one.missing.length, 0);
    noteLine(
      `\nThe repair of ${app.name} is a full reprocess: everything is computed again, and every target state is written again` +
        `${missing > 0 ? `, the ${missing} that are missing too` : ""}. What nobody declared stays.`,
    );
    const answer = options.yes ? "yes" : await confirm(`Repair ${app.name}?`, `Repairing ${app.name}`);
    if (answer !== "yes") {
      noteLine("Nothing was repaired.");
      return refusalCode(answer);
    }
    const code = await reprocess(app);
    if (code !== exitCode.done) return code;
  }
  const names = apps.map(({ name }) => name);
  const after = await checkStore(core, store, names, apps);
  if (!options.json) for (const line of ["", "After the repair:", ...checkLines(after, options.limit)]) printLine(line);
  return after;
}

function concerns(app: AnyApp, { store, targets }: Checked): boolean {
  return targets.some(({ missing }) => missing.length > 0) || store.some((one) => one.app === app.name);
}

async function reprocess(app: AnyApp): Promise<number> {
  const stop = new StopSignals();
  try {
    const report = await app.update({
      failures: "report",
      logFailures: false,
      fullReprocess: true,
      signal: stop.signal,
    });
    if (report.status === "done") return exitCode.done;
    for (const line of failureLines(report.failures)) noteLine(line);
    noteLine("\nNot all could be written again. When the cause is put right, run the same command again.");
    return stop.code ?? exitCode.failed;
  } finally {
    stop.dispose();
  }
}
