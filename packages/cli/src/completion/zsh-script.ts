import type { CommandWords, OptionWords } from "./command-words.ts";

/** What zsh runs to complete a command line. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef coco
# Completions of coco for zsh. In ~/.zshrc, after compinit: eval "$(coco completion zsh)"
_coco() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands 'coco command' commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(branch).join("\n")}
    help) _describe -t commands 'coco command' commands ;;
  esac
}
if [ "$funcstack[1]" = "_coco" ]; then
  _coco "$@"
else
  compdef _coco coco
fi
`;
}

function branch({ choices, name, options }: CommandWords): string {
  const rest = choices.length > 0 ? `'*: :(${choices.join(" ")})'` : "'*: :_files'";
  const specs = options.flatMap(specsOf).map((spec) => `        ${quoted(spec)}`);
  return `    ${name})\n      _arguments -s \\\n${[...specs, `        ${rest}`].join(" \\\n")}\n      ;;`;
}

function specsOf(option: OptionWords): string[] {
  const { long, short, summary } = option;
  const text = `[${summary.replaceAll(/[[\]\\:]/g, (character) => `\\${character}`)}]${valueOf(option)}`;
  return [long, ...(short === undefined ? [] : [short])].map((flag) => `${flag}${text}`);
}

function valueOf({ value }: OptionWords): string {
  if (value === "none") return "";
  if (value === "file") return ": :_files";
  return typeof value === "string" ? ":value:" : `: :(${value.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
