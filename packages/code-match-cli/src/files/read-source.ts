import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { CodeSource, detectLanguage } from "@coco/code-match";
import type { FoundFile } from "./find-files.ts";

const BYTE_ORDER_MARK = "\uFEFF";
/** Enough for a `#!` line. */
const HEAD_BYTES = 256;

/** Files that were not searched, and why. */
export class PassedOver {
  readonly files: { readonly name: string; readonly why: string }[] = [];

  add(name: string, why: string): void {
    this.files.push({ name, why });
  }
}

/** A file's text. */
export interface FileSource {
  readonly source: CodeSource;
  /** Whether a byte order mark stood before the text. */
  readonly marked: boolean;
}

/** Reads files of some languages, and notes which it passes over. */
export class SourceReader {
  readonly passedOver: PassedOver = new PassedOver();
  readonly #languages: ReadonlySet<string> | undefined;
  readonly #mostBytes: number;

  /** @param languages - names; undefined: all. */
  constructor(languages: Iterable<string> | undefined, maxSize: number) {
    this.#languages = languages === undefined ? undefined : new Set(languages);
    this.#mostBytes = maxSize * 1024;
  }

  /** The language of a file, if it is to be searched. */
  languageOf({ name, location }: FoundFile): string | undefined {
    const known = detectLanguage(name) ?? (/\.[^/]*$/.test(name) ? undefined : detectLanguage(name, headOf(location)));
    return known !== undefined && this.#languages?.has(known) !== false ? known : undefined;
  }

  /** The file's text; undefined where it is no text, or too large. */
  read(file: FoundFile, language: string): FileSource | undefined {
    if (file.size > this.#mostBytes) {
      this.passedOver.add(file.name, "larger than --max-size");
      return undefined;
    }
    const bytes = readFileSync(file.location);
    if (!isUtf8(bytes)) {
      this.passedOver.add(file.name, "not UTF-8");
      return undefined;
    }
    const text = bytes.toString("utf8");
    const marked = text.startsWith(BYTE_ORDER_MARK);
    return { source: new CodeSource(marked ? text.slice(1) : text, language), marked };
  }
}

/** The text of a file as it is written. */
export function withMark(text: string, marked: boolean): string {
  return marked ? BYTE_ORDER_MARK + text : text;
}

function headOf(location: string): string {
  const file = openSync(location, "r");
  try {
    const bytes = Buffer.alloc(HEAD_BYTES);
    return bytes.toString("utf8", 0, readSync(file, bytes, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(file);
  }
}
