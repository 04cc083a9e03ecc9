import { inspect } from "node:util";

/** What went wrong, with all that was expected and all that came instead where the error of an expectation holds them. */
export function printedFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = error.stack ?? String(error);
  if (!("expected" in error) && !("actual" in error)) return said;
  const { actual, expected } = error as { readonly actual?: unknown; readonly expected?: unknown };
  return `${said}\n\nexpected: ${whole(expected)}\n\ngot: ${whole(actual)}`;
}

function whole(value: unknown): string {
  return inspect(value, {
    depth: Number.POSITIVE_INFINITY,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: 120,
    sorted: true,
  });
}
