import type { styleText } from "node:util";

export type Format = Parameters<typeof styleText>[0];

/** Text in a colour where `stream` is a terminal that wants colours; NO_COLOR and FORCE_COLOR are honoured. */
export function style(format: Format, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return process.getBuiltinModule("node:util").styleText(format, text, { stream });
}
