import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { completionCommand, shells } from "./commands/completion.ts";
import { parseError } from "./parse-error.ts";
import { templates } from "./init/template.ts";
import { parseDuration } from "./settings/parse-duration.ts";
import { ownVersion } from "./version.ts";

// Not --env-file: Node takes that one for itself, wherever it stands.
const ENV_FILE = ["--env <file>", "variables for the app; default: .env beside its file or above"] as const;
const JSON_DATA = ["--json", "print data for programs"] as const;
const STORE = ["--db <file>", "a state store, in place of a target"] as const;
const STORED_APP = ["--app <name>", "the app, with --db; needed where the store holds several"] as const;
const TARGET = "file.ts, file.ts:App, file.ts:App@environment, a folder with a package.json, or nothing inside one";

/** The arguments of the command, and what each subcommand does with them; `onDone` takes the exit code. */
export function program(onDone: (code: number) => void): Command {
  const root = new Command("coco")
    .description("Keeps targets up to date with their sources: only what changed is computed again.")
    .version(ownVersion())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(parseError(root, text)) })
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      examples(["coco update main.ts", "coco show main.ts", "coco drop main.ts:DocSearch"]) +
        "\n\nExit codes: 0 done, 1 something failed, 2 wrong usage, 130 and 143 stopped by a signal.",
    );

  root
    .command("init")
    .summary("write a project that runs")
    .description("Writes a project that runs as it is: npm install, then npx coco update main.ts.")
    .argument("[name]", "a folder, made where needed; default: this one")
    .addOption(templateOption())
    .option(...JSON_DATA)
    .addHelpText(
      "after",
      `\nTemplates:\n${templates.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join("\n")}\n${examples(["coco init my-search", "coco init --template transform"])}`,
    )
    .action(async (name: string | undefined, options) => {
      const { initCommand } = await import("./commands/init.ts");
      onDone(await initCommand(name, options));
    });

  root
    .command("update")
    .summary("bring an app's targets up to date")
    .description("Brings an app's targets up to date. What did not change since the last update is not done again.")
    .argument("[target]", TARGET)
    .option("-L, --live", "go on when all is up to date: follow the live sources")
    .option("--full-reprocess", "ignore what is remembered, and write everything again")
    .option("--reset", "drop the app first (asks), then update")
    .option("--preview", "show what would change, and why; writes nothing")
    .option("--no-run", "with --preview: list what would run, and do not run it to find out what it writes")
    .option("--limit <count>", "with --preview: the most changes of one target", wholeNumber, 20)
    .option("--timeout <duration>", "stop after so long, as 90s, 5m or 1h30m; the next update goes on", parseDuration)
    .option("--set <key=value>", "give a parameter of the app another value; can be repeated", collect)
    .option("-y, --yes", "ask nothing")
    .option("-q, --quiet", "print errors only")
    .option("--log <format>", "json: print what happens as lines of JSON")
    .option(...JSON_DATA)
    .option(...ENV_FILE)
    .addHelpText(
      "after",
      examples([
        "coco update main.ts",
        "coco update main.ts:DocSearch --set dir=../notes",
        "coco update main.ts --preview",
        "coco update --reset --yes",
      ]),
    )
    .action(async (target: string | undefined, options) => {
      const { updateCommand } = await import("./commands/update.ts");
      onDone(await updateCommand(target, options));
    });

  root
    .command("dev")
    .summary("keep updating, and start anew when the code changes")
    .description(
      "Keeps an app's targets up to date while you write it: a live update that starts anew when the code changes. What is remembered stays, so only what the change concerns runs again.",
    )
    .argument("[target]", TARGET)
    .option("--set <key=value>", "give a parameter of the app another value; can be repeated", collect)
    .option("-q, --quiet", "print errors, and what changed")
    .option(...ENV_FILE)
    .addOption(new Option("--inside <time>").hideHelp())
    .addHelpText("after", examples(["coco dev main.ts", "coco dev main.ts --set dir=../notes"]))
    .action(async (target: string | undefined, options) => {
      const { devCommand } = await import("./commands/dev.ts");
      onDone(await devCommand(target, options));
    });

  root
    .command("drop")
    .summary("delete all that an app has written, and its state")
    .description("Shows what an app has written, asks, and deletes it with all that is stored of the app.")
    .argument("[target]", TARGET)
    .option("-y, --yes", "ask nothing")
    .option("-q, --quiet", "print errors only")
    .option(...JSON_DATA)
    .option(...ENV_FILE)
    .addHelpText("after", examples(["coco drop main.ts", "coco drop main.ts:DocSearch@staging --yes"]))
    .action(async (target: string | undefined, options) => {
      const { dropCommand } = await import("./commands/drop.ts");
      onDone(await dropCommand(target, options));
    });

  root
    .command("ls")
    .summary("list apps, with what is stored of them")
    .description("Lists the apps of a file and of the stores that they use, or of a store with no code at hand.")
    .argument("[target]", TARGET)
    .option(...STORE)
    .option(...JSON_DATA)
    .option(...ENV_FILE)
    .addHelpText("after", examples(["coco ls main.ts", "coco ls --db .coco/state.db"]))
    .action(async (target: string | undefined, options) => {
      const { listCommand } = await import("./commands/list.ts");
      onDone(await listCommand(target, options));
    });

  root
    .command("show")
    .summary("show an app's components and target states")
    .description("Shows the components of an app and the target states that they own. Works while an update runs.")
    .argument("[target]", `${TARGET}; with --db, this is the path`)
    .argument("[path]", "a component, as this command prints it")
    .option(...STORE)
    .option(...STORED_APP)
    .option("--limit <count>", "the most children of a component, and target states", wholeNumber, 20)
    .option("--depth <levels>", "how far down", wholeNumber, 3)
    .option("--after <path>", "only children after this one")
    .option(...JSON_DATA)
    .option(...ENV_FILE)
    .addHelpText(
      "after",
      examples([
        "coco show main.ts",
        "coco show main.ts @indexFile/guide/start.md",
        "coco show --db .coco/state.db --app DocSearch",
      ]),
    )
    .action(async (target: string | undefined, path: string | undefined, options) => {
      const { showCommand } = await import("./commands/show.ts");
      onDone(await showCommand(target, path, options));
    });

  root
    .command("why")
    .summary("say why a component ran, or did not")
    .description(
      "Says why a component ran in the last run, down to the parameter or the lines of code, or was left alone.",
    )
    .argument("[target]", `${TARGET}; with --db, this is the path`)
    .argument("[path]", "a component, as coco show prints it; default: the app's own function")
    .option(...STORE)
    .option(...STORED_APP)
    .option(...JSON_DATA)
    .option(...ENV_FILE)
    .addHelpText(
      "after",
      examples([
        "coco why main.ts @indexFile/guide/start.md",
        "coco why --db .coco/state.db @indexFile/guide/start.md",
      ]),
    )
    .action(async (target: string | undefined, path: string | undefined, options) => {
      const { whyCommand } = await import("./commands/why.ts");
      onDone(await whyCommand(target, path, options));
    });

  root
    .command("explain")
    .summary("say where a row comes from, or what came of a file")
    .description(
      "Of a target state: its source item, component, and functions with their versions. Of a source item or a component: the target states that came of it.",
    )
    .argument("[target]", `${TARGET}; with --db, this is the key`)
    .argument(
      "[key]",
      "a target state as coco show prints it, NAME:KEY (a row of a table), a component, or a source item",
    )
    .option(...STORE)
    .option(...STORED_APP)
    .option("--limit <count>", "the most target states of a source item", wholeNumber, 50)
    .option("--skip <count>", "without the first ones", wholeNumber, 0)
    .option(...JSON_DATA)
    .option(...ENV_FILE)
    .addHelpText(
      "after",
      examples([
        "coco explain main.ts doc_chunks:42",
        "coco explain main.ts coco.lancedb.table/[docs_db,doc_chunks]/42",
        "coco explain main.ts guide/start.md",
      ]),
    )
    .action(async (target: string | undefined, key: string | undefined, options) => {
      const { explainCommand } = await import("./commands/explain.ts");
      onDone(await explainCommand(target, key, options));
    });

  root
    .command("inspect")
    .summary("show what a store holds, and check it")
    .description(
      "Shows what a state store holds, what takes the space, and what failed. Changes nothing without --repair or --vacuum.",
    )
    .argument("[target]", TARGET)
    .option(...STORE)
    .option("--app <name>", "only this app, with --db")
    .option("--check", "look for contradictions in the store and, with a TARGET, between it and the targets")
    .option("--repair", "the same, then put right what was found (asks)")
    .option("--vacuum", "give unused space of the store's file back")
    .option("--limit <count>", "the most entries of each list", wholeNumber, 20)
    .option("-y, --yes", "ask nothing")
    .option(...JSON_DATA)
    .option(...ENV_FILE)
    .addHelpText(
      "after",
      examples(["coco inspect main.ts", "coco inspect main.ts --check", "coco inspect --db .coco/state.db --vacuum"]),
    )
    .action(async (target: string | undefined, options) => {
      const { inspectCommand } = await import("./commands/inspect.ts");
      onDone(await inspectCommand(target, options));
    });

  root
    .command("completion")
    .summary("print completions for a shell")
    .description(
      'Prints what a shell needs to complete commands and options. For bash: eval "$(coco completion bash)".',
    )
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .addHelpText(
      "after",
      examples(['eval "$(coco completion bash)"', "coco completion fish > ~/.config/fish/completions/coco.fish"]),
    )
    .action((shell: string) => onDone(completionCommand(root, shell)));
  return root;
}

/** Its words are for completions and the help; what is wrong is said by the command, with what may be meant. */
function templateOption(): Option {
  const option = new Option("--template <name>", "the kind of project; default: asks");
  option.argChoices = templates.map(({ name }) => name);
  return option;
}

function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw new InvalidArgumentError("Write a whole number.");
  return number;
}
