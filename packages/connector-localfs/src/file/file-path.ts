import { type PathText, readableText } from "../walk/path-text.ts";

/** Where a file lies: a root folder and the path from it. */
export class FilePath {
  /** Names the root folder across runs: `key:NAME`, `package:FOLDER`, or `absolute:FOLDER`. */
  readonly root: string;
  /** From the root, with `/` between the parts. In a name that is not UTF-8, U+FFFD stands for what is not. */
  readonly relative: string;
  /** Identifies the file in its root: the relative path, as bytes where it is not UTF-8. */
  readonly key: string | Uint8Array;

  /** @internal */
  constructor(root: string, path: PathText) {
    this.root = root;
    this.relative = readableText(path);
    this.key = path.bytes ? new Uint8Array(Buffer.from(path.text, "latin1")) : path.text;
  }

  /** The last part of the path. */
  get name(): string {
    return this.relative.slice(this.relative.lastIndexOf("/") + 1);
  }

  /** The name's ending, with its dot and as it is written: ".md"; "" where there is none, as in ".env". */
  get extension(): string {
    const dot = this.name.lastIndexOf(".");
    return dot > 0 ? this.name.slice(dot) : "";
  }
}
