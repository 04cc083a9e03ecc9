import { CocoError } from "@coco/connectorkit";
import type { UpdatePlan } from "@coco/core";
import type { AnyApp, CoreModule } from "../core-module.ts";
import { exitCode } from "../exit-code.ts";
import { printJson, printLine } from "../output/print.ts";
import { planData, planLines } from "../plan/plan-lines.ts";
import { StopSignals } from "../stop-signals.ts";

export interface PreviewCommandOptions {
  /** False: what would run is listed and not run. */
  readonly run?: boolean;
  readonly fullReprocess?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `coco update --preview`: what an update would change, and why; writes nothing. */
export async function preview(
  core: CoreModule,
  app: AnyApp,
  params: object,
  options: PreviewCommandOptions,
): Promise<number> {
  const stop = new StopSignals();
  const { fullReprocess = false, run = true } = options;
  let plan: UpdatePlan;
  try {
    plan = await app.preview({ run, fullReprocess, params, signal: stop.signal });
  } catch (error) {
    if (stop.code !== undefined && CocoError.isInstance(error) && error.code === "CANCELLED") return stop.code;
    throw error;
  } finally {
    stop.dispose();
  }
  if (options.json) printJson(planData(plan));
  else for (const line of planLines(core, plan, options.limit)) printLine(line);
  return stop.code ?? (plan.failures.some(({ handled }) => !handled) ? exitCode.failed : exitCode.done);
}
