import type { ComponentFailure } from "@coco/core";
import { CocoError } from "@coco/connectorkit";
import { counted } from "../output/numbers.ts";
import { style } from "../output/style.ts";
import { errorMessage, errorText } from "./error-text.ts";

const SHOWN = 10;

/** Failures that somebody has to see to, with their paths; those that a handler took, in a line each. */
export function failureLines(failures: readonly ComponentFailure[]): string[] {
  const unhandled = failures.filter((failure) => !failure.handled);
  const handled = failures.filter((failure) => failure.handled);
  const lines: string[] = [];
  if (unhandled.length > 0) {
    lines.push("", style("red", `${counted(unhandled.length, "component")} failed:`));
    for (const failure of unhandled.slice(0, SHOWN)) lines.push(...failureText(failure));
    if (unhandled.length > SHOWN) lines.push(`  … and ${unhandled.length - SHOWN} more (--json lists all)`);
  }
  if (handled.length > 0) {
    lines.push("", `${counted(handled.length, "failure")} taken by exception handlers:`);
    for (const failure of handled.slice(0, SHOWN)) lines.push(`  ${failure.path}: ${errorMessage(failure.error)}`);
    if (handled.length > SHOWN) lines.push(`  … and ${handled.length - SHOWN} more (--json lists all)`);
  }
  return lines;
}

/** One failure: where, and what. */
export function failureText({ error, functionName, kind, path }: ComponentFailure): string[] {
  const name = functionName === undefined ? "" : `  (${functionName})`;
  const doing = kind === "delete" ? "  while it was being deleted" : "";
  const text = errorText(error).split("\n");
  const lines = [`  ${style("bold", path)}${style("dim", name + doing)}`, ...text.map((line) => `    ${line}`)];
  if (kind === "delete" && CocoError.isInstance(error) && error.code === "CONTEXT_NOT_PROVIDED")
    lines.push("      What was written through it can only be deleted through it: provide it until that is done.");
  return lines;
}

export interface FailureData {
  readonly path: string;
  readonly function: string | null;
  readonly kind: string;
  readonly handled: boolean;
  readonly error: ErrorData;
}

export interface ErrorData {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly hint: string | null;
}

/** A failure for programs. */
export function failureData(failure: ComponentFailure): FailureData {
  return {
    path: failure.path,
    function: failure.functionName ?? null,
    kind: failure.kind,
    handled: failure.handled,
    error: errorData(failure.error),
  };
}

/** An error for programs. */
export function errorData(error: unknown): ErrorData {
  const known = CocoError.isInstance(error) ? error : undefined;
  return {
    name: error instanceof Error ? error.name : typeof error,
    code: known?.code ?? null,
    message: error instanceof Error ? error.message : errorMessage(error),
    hint: known?.hint ?? null,
  };
}
