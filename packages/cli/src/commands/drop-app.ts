import path from "node:path";
import { CocoError } from "@coco/connectorkit";
import type { UpdateReport } from "@coco/core";
import type { AnyApp } from "../core-module.ts";
import { type Answer, confirm } from "../output/confirm.ts";
import { counted, formatBytes, formatCount } from "../output/numbers.ts";
import { noteLine } from "../output/print.ts";
import { tableLines } from "../output/table.ts";
import type { Stored } from "./what-is-stored.ts";

/** Shows what a drop would delete, and asks. */
export async function mayDrop(app: AnyApp, stored: Stored): Promise<Answer> {
  for (const line of whatGoes(app, stored)) noteLine(line);
  return confirm(`Drop ${app.name}?`, `Dropping ${app.name}`);
}

function whatGoes(app: AnyApp, stored: Stored): string[] {
  const rows = stored.providers.map(({ provider, states }) => [`  ${provider}`, formatCount(states)]);
  const own = `${counted(stored.components, "component")} and ${formatBytes(stored.bytes)} of state`;
  return [
    `What ${app.name} has written goes, and all that is stored of it in ${path.relative("", stored.location)}:`,
    ...(rows.length === 0 ? [] : tableLines([["  target", "states"], ...rows])),
    `  with ${own}`,
  ];
}

/** Drops an app; a report also when something could not be deleted, and none when it was stopped. */
export async function dropApp(app: AnyApp, signal: AbortSignal): Promise<UpdateReport | undefined> {
  try {
    return await app.drop({ logFailures: false, signal });
  } catch (error) {
    if (signal.aborted && CocoError.isInstance(error) && error.code === "CANCELLED") return undefined;
    const { report } = error as { readonly report?: UpdateReport };
    if (CocoError.isInstance(error) && error.code === "UPDATE_FAILED" && report !== undefined) return report;
    throw error;
  }
}
