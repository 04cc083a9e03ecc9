import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** Code could not be matched: no syntax tree, or a pattern that would take too long on it. */
export class CodeMatchError extends CocoError {
  static override readonly errorName: string = "CodeMatchError";
}

/** Where in a pattern something is wrong, and what. */
interface PatternErrorOptions extends CocoErrorOptions {
  readonly pattern: string;
  readonly offset: number;
}

/** A pattern breaks the rules of the pattern language. The message shows the place with a caret. */
export class PatternError extends CodeMatchError {
  static override readonly errorName: string = "PatternError";

  /** The whole pattern. */
  readonly pattern: string;
  /** Where it is wrong, as `String.prototype.slice` counts. */
  readonly offset: number;
  /** Line of the pattern, from 1. */
  readonly line: number;
  /** Column in that line, in UTF-16 units, from 1. */
  readonly column: number;

  constructor(what: string, options: PatternErrorOptions) {
    const before = options.pattern.slice(0, options.offset);
    const line = before.split("\n").length;
    const lineStart = before.lastIndexOf("\n") + 1;
    const column = options.offset - lineStart + 1;
    const shown = options.pattern.slice(lineStart).split("\n", 1)[0] ?? "";
    const margin = `${line} | `;
    // Tabs stay tabs before the caret, so that it stands below its character however wide they are.
    const indent = margin.replaceAll(/./g, " ") + shown.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
    super(`Pattern, line ${line}, column ${column}: ${what}\n${margin}${shown}\n${indent}^`, options);
    this.pattern = options.pattern;
    this.offset = options.offset;
    this.line = line;
    this.column = column;
  }
}
