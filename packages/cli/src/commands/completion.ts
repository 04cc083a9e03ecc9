import type { Command } from "commander";
import { bashScript } from "../completion/bash-script.ts";
import { commandWords } from "../completion/command-words.ts";
import { fishScript } from "../completion/fish-script.ts";
import { zshScript } from "../completion/zsh-script.ts";
import { exitCode } from "../exit-code.ts";

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** The shells that completions can be had for. */
export const shells: readonly string[] = Object.keys(scripts);

/** `coco completion`: prints what a shell runs to complete the command's words. */
export function completionCommand(root: Command, shell: string): number {
  process.stdout.write(scripts[shell as keyof typeof scripts](commandWords(root)));
  return exitCode.done;
}
