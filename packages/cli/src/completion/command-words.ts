import type { Command, Option } from "commander";

/** A command as completions know it. */
export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
  /** What stands after it besides options: one of these words; else files. */
  readonly choices: readonly string[];
}

export interface OptionWords {
  readonly long: string;
  readonly short: string | undefined;
  readonly summary: string;
  /** What its value may be: none, one of these words, or a file or other text. */
  readonly value: "none" | "text" | "file" | readonly string[];
}

/** The commands of a program and their options, by what its help says. */
export function commandWords(root: Command): readonly CommandWords[] {
  return root.commands.map((command) => ({
    name: command.name(),
    summary: command.summary() || command.description(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionWords), HELP],
    choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
  }));
}

const HELP: OptionWords = { long: "--help", short: "-h", summary: "display help for command", value: "none" };

function optionWords({ argChoices, description, flags, long, short }: Option): OptionWords {
  const value = /<(\w+)/.exec(flags)?.[1];
  return {
    long: long ?? "",
    short,
    summary: description,
    value: argChoices ?? (value === undefined ? "none" : value === "file" ? "file" : "text"),
  };
}
