import { ComponentError } from "../errors/component-error.ts";

/** What was thrown, or an error in its place where not even its message can be had: it could not be reported. */
export function readableError(thrown: unknown): unknown {
  try {
    if (thrown instanceof Error) return isText(thrown.name, thrown.message, thrown.stack ?? "") ? thrown : unreadable();
    String(thrown);
    return thrown;
  } catch {
    return unreadable();
  }
}

function isText(...parts: readonly unknown[]): boolean {
  return parts.every((part) => typeof part === "string");
}

function unreadable(): ComponentError {
  return new ComponentError("Something was thrown that is no error and has no text.", {
    code: "UNREADABLE_ERROR",
    hint: "Throw an Error.",
  });
}
