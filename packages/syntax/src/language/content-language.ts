import { findLanguage, languages } from "./find-language.ts";

const byInterpreter: ReadonlyMap<string, string> = new Map(
  languages.flatMap(({ name, interpreters }) => interpreters.map((interpreter) => [interpreter, name] as const)),
);

/** What the beginning of a text says about its language, from the surest sign to the least sure. */
export function contentLanguage(text: string): string | undefined {
  const head = text.slice(0, 1000).replace(/^\ufeff/, "");
  return shebangLanguage(head) ?? modeLanguage(head) ?? markupLanguage(head);
}

/** `#!/usr/bin/env -S python3 -u` and `#!/bin/sh`. */
function shebangLanguage(head: string): string | undefined {
  const line = /^#![ \t]*([^\r\n]*)/.exec(head)?.[1];
  if (line === undefined) return undefined;
  const words = line.split(/[ \t]+/).map((word) => word.slice(word.lastIndexOf("/") + 1));
  // After env: its options and variables, then the program.
  const program =
    words[0] === "env" ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : words[0];
  if (program === undefined) return undefined;
  return byInterpreter.get(program.toLowerCase()) ?? byInterpreter.get(program.toLowerCase().replace(/[\d.]+$/, ""));
}

/** What Emacs and Vim read: `-*- mode: ruby -*-` and `vim: set ft=ruby:`, in one of the first lines. */
function modeLanguage(head: string): string | undefined {
  const lines = head.split(/\r\n|\r|\n/, 3).join("\n");
  const emacs = /-\*-(?:.*?mode:)?[ \t]*([\w+#-]+)[ \t]*(?:;.*)?-\*-/i.exec(lines)?.[1];
  const vim = /\b(?:vim?|ex):.*?\b(?:ft|filetype|syntax)=([\w+#-]+)/i.exec(lines)?.[1];
  const mode = emacs ?? vim;
  return mode === undefined ? undefined : findLanguage(mode)?.name;
}

function markupLanguage(head: string): string | undefined {
  if (/^\s*<\?xml\s/.test(head)) return "xml";
  if (/^\s*<!doctype\s+html\b/i.test(head) || /^\s*<html[\s>]/i.test(head)) return "html";
  if (/^\s*<\?php\b/.test(head)) return "php";
  return undefined;
}
