import { Command, InvalidArgumentError, Option } from "commander";
import { checkCommand } from "./commands/check.ts";
import { countCommand } from "./commands/count.ts";
import { rewriteCommand } from "./commands/rewrite.ts";
import { searchCommand } from "./commands/search.ts";
import type { Console } from "./console.ts";
import { ownVersion } from "./version.ts";

type Done = (code: number) => void;

/** The arguments of the command, and what each subcommand does with them; `onDone` takes the exit code. */
export function program(console: Console, onDone: Done): Command {
  const root = new Command("coco-match")
    .description("Finds code by example, counts it, rewrites it, and checks rules over a tree of files.")
    .version(ownVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => console.print(text.trimEnd()),
      writeErr: (text) => console.note(text.trimEnd()),
    })
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      examples([
        String.raw`coco-match search 'console.log(\(ARGS*\))' src`,
        String.raw`coco-match rewrite 'var \X = \Y' 'let \X = \Y' src --write`,
        "coco-match check --rules rules.yml",
      ]) +
        "\n\nPatterns: \\X one node, \\(X*\\) a run, \\(X?\\) an optional node, \\(X:/re/\\) by its text, \\{{ … \\}} within." +
        "\nExit codes: 0 found (check: nothing to complain of), 1 not found (check: something to complain of), 2 failure.",
    );
  addSearch(root, console, onDone);
  addCount(root, console, onDone);
  addRewrite(root, console, onDone);
  addCheck(root, console, onDone);
  return root;
}

function addSearch(root: Command, console: Console, onDone: Done): void {
  withPattern(
    withFiles(
      root
        .command("search")
        .summary("show what a pattern matches")
        .argument("<pattern>", "code with names in it")
        .argument("[paths...]", "files and folders; default: this one"),
    ),
  )
    .description("Shows what a pattern matches.")
    .option("--json", "one line of JSON a match")
    .option("--scopes", "show the heads of the scopes around each match")
    .option("--limit <count>", "the most matches", wholeNumber)
    .addHelpText("after", examples([String.raw`coco-match search 'def \NAME(\(ARGS*\)):' -l python`]))
    .action(async (pattern: string, paths: string[], options) =>
      onDone(await searchCommand(console, pattern, paths, options)),
    );
}

function addCount(root: Command, console: Console, onDone: Done): void {
  withPattern(
    withFiles(
      root
        .command("count")
        .summary("count what a pattern matches")
        .argument("<pattern>", "code with names in it")
        .argument("[paths...]", "files and folders; default: this one"),
    ),
  )
    .description("Counts what a pattern matches.")
    .option("--by-file", "a line for each file with a match")
    .option("--json", "print data for programs")
    .action(async (pattern: string, paths: string[], options) =>
      onDone(await countCommand(console, pattern, paths, options)),
    );
}

function addRewrite(root: Command, console: Console, onDone: Done): void {
  withPattern(
    withFiles(
      root
        .command("rewrite")
        .summary("replace what a pattern matches")
        .argument("<pattern>", "code with names in it")
        .argument("<replacement>", "code with the same names in it")
        .argument("[paths...]", "files and folders; default: this one"),
    ),
  )
    .description(
      "Shows what would change, as a diff that git apply takes; with --write or --interactive it changes files.",
    )
    .option("-w, --write", "write the files")
    .option("-i, --interactive", "ask about each change, and write what was agreed to")
    .option("--check", "end with 1 if something would change; write nothing")
    .option("--force", "write files also where the new text breaks the language's rules")
    .addHelpText(
      "after",
      examples([String.raw`coco-match rewrite 'assertEquals(\A, \B)' 'expect(\A).toBe(\B)' test -i`]),
    )
    .action(async (pattern: string, replacement: string, paths: string[], options) =>
      onDone(await rewriteCommand(console, pattern, replacement, paths, options)),
    );
}

function addCheck(root: Command, console: Console, onDone: Done): void {
  withFiles(root.command("check").summary("check rules").argument("[paths...]", "files and folders; default: this one"))
    .description("Checks files against rules. Ends with 1 when a finding is as severe as --fail-on says.")
    .option(
      "-r, --rules <file>",
      "a file of rules, YAML or TypeScript; can be repeated; default: coco-match.{yml,yaml,json,ts,js}",
      collect,
    )
    .option("--rule <id>", "only this rule; can be repeated", collect)
    .addOption(
      new Option("--format <name>", "how findings are written").choices(["text", "json", "sarif"]).default("text"),
    )
    .addOption(
      new Option("--fail-on <severity>", "what ends with 1")
        .choices(["error", "warning", "info", "never"])
        .default("warning"),
    )
    .option("--fix", "apply the fixes of the rules, then report what is left")
    .addHelpText("after", examples(["coco-match check src --rules rules.yml --format sarif > findings.sarif"]))
    .action(async (paths: string[], options) => onDone(await checkCommand(console, paths, options)));
}

/** What is searched. */
function withFiles(command: Command): Command {
  return command
    .option("--include <pattern>", "only files that match, in .gitignore syntax; can be repeated", collect)
    .option("--exclude <pattern>", "no files that match; can be repeated", collect)
    .option("--no-ignore", "also what .gitignore files leave out")
    .option("--max-size <kilobytes>", "pass over larger files", wholeNumber, 2048);
}

/** How it is searched. */
function withPattern(command: Command): Command {
  return command
    .option("-l, --language <names>", "languages, with commas; default: each file's own")
    .option("--inside <pattern>", "only within code that matches this; can be repeated", collect)
    .option("--not-inside <pattern>", "not within code that matches this; can be repeated", collect)
    .option("--sigil <text>", "what names begin with; default: \\");
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw new InvalidArgumentError("Write a whole number.");
  return number;
}

function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}
