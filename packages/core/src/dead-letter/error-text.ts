import { CocoError } from "@coco/connectorkit";

/** An error as it can be kept: in words. */
export interface ErrorText {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  /** What to do next. */
  readonly hint: string | undefined;
  readonly stack: string | undefined;
  readonly cause: ErrorText | undefined;
}

export type PackedError = [
  name: string,
  message: string,
  code: string | null,
  hint: string | null,
  stack: string | null,
  cause: PackedError | null,
];

const MOST_MESSAGE = 4096;
const MOST_STACK = 8192;
const MOST_CAUSES = 8;

/** Packs an error without what must not be stored: passwords in addresses. */
export function packError(error: unknown, depth = 0): PackedError {
  if (!(error instanceof Error)) return ["Error", shortened(String(error), MOST_MESSAGE), null, null, null, null];
  const { code } = error as { code?: unknown };
  const hint = CocoError.isInstance(error) ? error.hint : undefined;
  return [
    error.name,
    shortened(error.message, MOST_MESSAGE),
    typeof code === "string" || typeof code === "number" ? String(code) : null,
    hint === undefined ? null : shortened(hint, MOST_MESSAGE),
    error.stack === undefined ? null : shortened(error.stack, MOST_STACK),
    error.cause === undefined || depth >= MOST_CAUSES ? null : packError(error.cause, depth + 1),
  ];
}

export function unpackError([name, message, code, hint, stack, cause]: PackedError): ErrorText {
  return {
    name,
    message,
    code: code ?? undefined,
    hint: hint ?? undefined,
    stack: stack ?? undefined,
    cause: cause === null ? undefined : unpackError(cause),
  };
}

function shortened(text: string, most: number): string {
  const safe = text.replace(/(\w+:\/\/[^\s:/@]*):[^\s/@]+@/g, "$1:***@");
  return safe.length <= most ? safe : `${safe.slice(0, most)} …`;
}
