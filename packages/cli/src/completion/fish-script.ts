import type { CommandWords, OptionWords } from "./command-words.ts";

/** What fish reads to complete a command line. */
export function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c coco -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.summary)}`,
    ...command.options.map((option) => optionLine(command.name, option)),
    ...choiceLines(command),
  ]);
  return `# Completions of coco for fish: coco completion fish > ~/.config/fish/completions/coco.fish
${lines.join("\n")}
`;
}

function optionLine(command: string, { long, short, summary, value }: OptionWords): string {
  const parts = [
    `complete -c coco -n '__fish_seen_subcommand_from ${command}'`,
    `-l ${long.slice(2)}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(value === "none" ? [] : value === "file" ? ["-r", "-F"] : ["-x"]),
    ...(typeof value === "string" ? [] : [`-a ${quoted(value.join(" "))}`]),
    `-d ${quoted(summary)}`,
  ];
  return parts.join(" ");
}

function choiceLines({ choices, name }: CommandWords): string[] {
  if (choices.length === 0) return [];
  return [`complete -c coco -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(choices.join(" "))}`];
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
