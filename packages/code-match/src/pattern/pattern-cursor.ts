import { PatternError } from "../code-match-error.ts";

/** Goes through a pattern's text. */
export class PatternCursor {
  readonly text: string;
  readonly sigil: string;
  offset = 0;

  constructor(text: string, sigil: string) {
    this.text = text;
    this.sigil = sigil;
  }

  get done(): boolean {
    return this.offset >= this.text.length;
  }

  /** Whether the text goes on with this. */
  at(expected: string): boolean {
    return this.text.startsWith(expected, this.offset);
  }

  /** Whether the text goes on with the sigil and this. */
  atSigil(expected: string): boolean {
    return this.at(this.sigil) && this.text.startsWith(expected, this.offset + this.sigil.length);
  }

  /** Goes over this, where the text goes on with it. */
  take(expected: string): boolean {
    if (!this.at(expected)) return false;
    this.offset += expected.length;
    return true;
  }

  takeSigil(expected: string): boolean {
    if (!this.atSigil(expected)) return false;
    this.offset += this.sigil.length + expected.length;
    return true;
  }

  /** Goes over what a sticky regular expression matches here; "" where it does not. */
  takeMatch(sticky: RegExp): string {
    sticky.lastIndex = this.offset;
    const found = sticky.exec(this.text)?.[0] ?? "";
    this.offset += found.length;
    return found;
  }

  error(what: string, code: string, hint: string, offset: number = this.offset): PatternError {
    return new PatternError(what, { code, hint, pattern: this.text, offset });
  }
}
