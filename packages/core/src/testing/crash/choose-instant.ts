import { cpSync, existsSync, rmSync } from "node:fs";
import { runCrashApp } from "./crash-run.ts";
import type { OpenCrashTarget } from "./crash-target.ts";
import type { CrashWorld } from "./crash-world.ts";
import { Instants } from "./instants.ts";

/** Passes everything once in a copy, and chooses an instant: first what kind, so that rare ones have their turn. */
export async function chooseInstant(
  data: string,
  world: CrashWorld,
  { at, kind }: { readonly kind: number; readonly at: number },
  open: OpenCrashTarget,
): Promise<number> {
  const copy = `${data}.copy`;
  rmSync(copy, { recursive: true, force: true });
  if (existsSync(data)) cpSync(data, copy, { recursive: true });
  const instants = new Instants();
  await runCrashApp(copy, world, open, { instants });
  rmSync(copy, { recursive: true, force: true });
  const byKind = Map.groupBy(instants.passed.keys(), (index) => instants.passed[index] as string);
  const kinds = [...byKind.keys()].sort();
  const indexes = byKind.get(kinds[Math.floor(kind * kinds.length)] ?? "") ?? [];
  return indexes.length === 0 ? 0 : (indexes[Math.floor(at * indexes.length)] as number) + 1;
}
