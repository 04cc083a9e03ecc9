import type { CommandWords, OptionWords } from "./command-words.ts";

/** What bash runs to complete a command line. */
export function bashScript(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# Completions of coco for bash. In ~/.bashrc: eval "$(coco completion bash)"
_coco() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      -*) ;;
      *) command="$word"; break ;;
    esac
  done
  if [[ -z "$command" ]]; then
    COMPREPLY=($(compgen -W "${names} help --help --version" -- "$current"))
    return
  fi
  case "$command $previous" in
${commands.flatMap(valueCases).join("\n")}
  esac
  if [[ "$current" == -* ]]; then
    case "$command" in
${commands.map((one) => `      ${one.name}) COMPREPLY=($(compgen -W "${flagsOf(one)}" -- "$current")) ;;`).join("\n")}
    esac
    return
  fi
  case "$command" in
    help) COMPREPLY=($(compgen -W "${names}" -- "$current")) ;;
${choiceCases(commands)}
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _coco coco
`;
}

function flagsOf({ options }: CommandWords): string {
  return options.flatMap(({ long, short }) => (short === undefined ? [long] : [long, short])).join(" ");
}

function valueCases({ name, options }: CommandWords): string[] {
  return options
    .filter(({ value }) => value !== "none")
    .map((option) => `    "${name} ${option.long}") ${completionOf(option)} return ;;`);
}

function completionOf({ value }: OptionWords): string {
  if (value === "file") return `COMPREPLY=($(compgen -f -- "$current"));`;
  return typeof value === "string" ? "" : `COMPREPLY=($(compgen -W "${value.join(" ")}" -- "$current"));`;
}

function choiceCases(commands: readonly CommandWords[]): string {
  return commands
    .filter(({ choices }) => choices.length > 0)
    .map(({ choices, name }) => `    ${name}) COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$current")) ;;`)
    .join("\n");
}
