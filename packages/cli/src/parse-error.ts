import type { Command } from "commander";

/** What the library says of arguments that it cannot read, with what to do next where it does not say so itself. */
export function parseError(root: Command, text: string): string {
  const [, flag] = /^error: unknown option '(--[\w-]+)=/.exec(text) ?? [];
  if (flag !== undefined && isFlag(root, flag))
    return `error: option '${flag}' takes no value\n  Leave out what stands behind it: ${flag}.\n`;
  const isOpen = /^error: (?:unknown|too many|missing|option .* argument missing)/.test(text);
  if (!isOpen || text.includes("Did you mean")) return text;
  return `${text.trimEnd()}\n  coco help lists the commands, coco help COMMAND its arguments and options.\n`;
}

function isFlag(root: Command, flag: string): boolean {
  return root.commands.some(({ options }) => options.some(({ long, required }) => long === flag && !required));
}
