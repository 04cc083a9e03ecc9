import type { Edit } from "@coco/code-match";
import type { Console } from "../console.ts";
import { editDiff, shownDiff } from "../output/diff-colours.ts";

const QUESTION = "Replace? [y]es, [n]o, [a]ll from here on, [d]one with this file, [q]uit: ";

/** Asks about changes, one by one. */
export class Questions {
  /** Whether nothing more is wanted. */
  stopped = false;
  readonly #console: Console;
  #all = false;
  #doneWithFile = false;

  constructor(console: Console) {
    this.#console = console;
  }

  beginFile(): void {
    this.#doneWithFile = false;
  }

  /** Whether this change is to be made. The end of the input counts as quit. */
  async agree(file: string, text: string, edit: Edit): Promise<boolean> {
    if (this.stopped || this.#doneWithFile) return false;
    if (this.#all) return true;
    this.#console.print(shownDiff(this.#console, editDiff(text, edit, file)));
    for (;;) {
      const answer = (await this.#console.ask(QUESTION))?.trim().toLowerCase() ?? "q";
      switch (answer) {
        case "y":
        case "yes":
          return true;
        case "n":
        case "no":
          return false;
        case "a":
        case "all":
          this.#all = true;
          return true;
        case "d":
        case "done":
          this.#doneWithFile = true;
          return false;
        case "q":
        case "quit":
          this.stopped = true;
          return false;
        default:
          this.#console.note("Answer with y, n, a, d or q.");
      }
    }
  }
}
