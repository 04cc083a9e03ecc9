import type { TargetPath } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { counted, formatCount } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import type { Checked, ComparedOfApp } from "./check-store.ts";

/** How an app is put right. */
export interface RepairPlan {
  /** Whether everything is computed and written again; else only what is missing. */
  readonly everything: boolean;
  readonly compared: readonly ComparedOfApp[];
  /** The plan for a person. */
  readonly lines: readonly string[];
}

/** What is to be done about an app, after a check; `undefined` where nothing is wrong with it. */
export async function repairPlan(
  core: CoreModule,
  store: string,
  app: string,
  { store: findings, targets }: Checked,
  limit: number,
): Promise<RepairPlan | undefined> {
  const compared = targets.filter((one) => one.app === app);
  const missing = compared.flatMap((one) => one.missing.map(({ path }) => path));
  const foreign = compared.reduce((sum, one) => sum + one.foreign.length, 0);
  const stays =
    foreign === 0
      ? []
      : [
          `${counted(foreign, "thing")} that nobody declared ${foreign === 1 ? "stays" : "stay"}: it may be somebody's.`,
        ];
  if (findings.some((one) => one.app === app && one.finding.kind !== "unfinished")) {
    const too = missing.length > 0 ? `, the ${formatCount(missing.length)} that are missing too` : "";
    const what = `The repair of ${app} is a full reprocess: everything is computed again, and every target state is written again${too}.`;
    return { everything: true, compared, lines: [what, ...stays] };
  }
  if (missing.length === 0) return undefined;
  const shown = missing.slice(0, limit);
  const owners = await ownersOf(core, store, app, shown);
  const hidden = missing.length - shown.length;
  const lines = [
    `The repair of ${app} writes again what is missing:`,
    ...shown.map(
      (path, index) => `  ${style("green", "+")} ${path}${style("dim", `  by ${owners[index] ?? "nobody"}`)}`,
    ),
    ...(hidden > 0 ? [style("dim", `  … ${formatCount(hidden)} more (--limit)`)] : []),
    "The components that declare it run again, in an ordinary update.",
    ...stays,
  ];
  return { everything: false, compared, lines };
}

/** The components that declare these target states. */
async function ownersOf(
  core: CoreModule,
  store: string,
  app: string,
  paths: readonly string[],
): Promise<(string | undefined)[]> {
  const inspection = await core.inspect(store);
  try {
    const stored = await inspection.app(app);
    const owners: (string | undefined)[] = [];
    for (const path of paths) {
      const explained = await stored.explain(core.parseKeyPath(path) as unknown as TargetPath);
      owners.push(explained?.displayComponent);
    }
    return owners;
  } finally {
    await inspection.close();
  }
}
