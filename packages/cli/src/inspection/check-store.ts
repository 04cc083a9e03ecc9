import type { ComparedContainer, Finding } from "@coco/core";
import type { AnyApp, CoreModule } from "../core-module.ts";

/** What was found of one container, and whose it is. */
export type ComparedOfApp = ComparedContainer & { readonly app: string };

/** What a check of a store, and of what the code at hand can reach, has found. */
export interface Checked {
  /** Of the store, by the name of the app; those of the file itself under "". */
  readonly store: readonly { readonly app: string; readonly finding: Finding }[];
  /** Of the targets; nothing without code at hand. */
  readonly targets: readonly ComparedOfApp[];
}

/** Looks for contradictions in the stored state of these apps, and between the targets of `code` and what is tracked. */
export async function checkStore(
  core: CoreModule,
  store: string,
  names: readonly string[],
  code: readonly AnyApp[],
): Promise<Checked> {
  const found: { app: string; finding: Finding }[] = [];
  const inspection = await core.inspect(store);
  try {
    for (const finding of await inspection.checkFile()) found.push({ app: "", finding });
    for (const name of names) {
      const app = await inspection.app(name);
      for await (const finding of app.check({ unfinished: true })) found.push({ app: name, finding });
    }
  } finally {
    await inspection.close();
  }
  const targets: ComparedOfApp[] = [];
  for (const app of code) {
    if (!names.includes(app.name)) continue;
    for (const one of await core.compareTargets(app)) targets.push({ app: app.name, ...one });
  }
  return { store: found, targets };
}

/** Whether something is not as it should be: not what the next update does anyway, nor what others have put into a target. */
export function isWrong({ store, targets }: Checked): boolean {
  return (
    store.some(({ finding }) => finding.kind !== "unfinished") ||
    targets.some(({ missing, outcome }) => outcome === "failed" || missing.length > 0)
  );
}

/** Whether the file itself is damaged: then no update repairs it. */
export function isFileDamaged({ store }: Checked): boolean {
  return store.some(({ finding }) => finding.kind === "file");
}
