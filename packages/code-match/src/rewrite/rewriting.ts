import { CodeSource } from "@coco/syntax";
import type { CodeMatch } from "../result/code-match.ts";
import { checkRewriting, type RewritingCheck } from "./check-rewriting.ts";
import type { Edit } from "./edit-plan.ts";
import { type DiffOptions, unifiedDiff } from "./unified-diff.ts";

/** A source as it is to be: the edits that make it so, and the text with all of them. Made by `rewrite`. */
export class Rewriting {
  readonly source: CodeSource;
  /** What changes, from left to right; none overlaps another. */
  readonly edits: readonly Edit[];
  /**
   * Matches that stay, because a match that overlaps them was replaced and no name of its stands for them, or because a
   * function said so. Another rewriting may replace them.
   */
  readonly skipped: readonly CodeMatch[];
  readonly #again: (source: CodeSource) => Promise<Rewriting>;

  /** @internal */
  constructor(
    source: CodeSource,
    edits: readonly Edit[],
    skipped: readonly CodeMatch[],
    again: (source: CodeSource) => Promise<Rewriting>,
  ) {
    this.source = source;
    this.edits = edits;
    this.skipped = skipped;
    this.#again = again;
  }

  /** Whether anything changes. */
  get changed(): boolean {
    return this.edits.length > 0;
  }

  /** The new text. */
  get text(): string {
    return applyEdits(this.source.text, this.edits);
  }

  /** What changes, as a unified diff that `git apply` and `patch` take; "" when nothing does. */
  diff(options: DiffOptions = {}): string {
    return unifiedDiff(this.source.text, this.edits, options);
  }

  /** Parses the new text and rewrites it once more: whether it is sound, and whether it is settled. */
  async check(): Promise<RewritingCheck> {
    const rewritten = new CodeSource(this.text, this.source.language);
    return checkRewriting(this.source, rewritten, await this.#again(rewritten));
  }
}

/** A text with some of its stretches replaced; they go from left to right. */
function applyEdits(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}
