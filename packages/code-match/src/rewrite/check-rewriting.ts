import type { CodeSource, SyntaxTree } from "@coco/syntax";
import { CodeRange } from "../result/code-range.ts";
import type { Rewriting } from "./rewriting.ts";

/** What came of a rewriting. */
export interface RewritingCheck {
  /** Whether rewriting the new text once more changes nothing. */
  readonly idempotent: boolean;
  /** What rewriting the new text once more would do. */
  readonly next: Rewriting;
  /** Places in the new text that break the grammar's rules, where there are more of them than before; else none. */
  readonly syntaxErrors: readonly CodeRange[];
}

export async function checkRewriting(before: CodeSource, after: CodeSource, next: Rewriting): Promise<RewritingCheck> {
  return { idempotent: !next.changed, next, syntaxErrors: await newErrors(before, after) };
}

/** Where a source breaks the grammar's rules, if it does so in more places than it did before; else nothing. */
export async function newErrors(before: CodeSource, after: CodeSource): Promise<readonly CodeRange[]> {
  const [treeBefore, treeAfter] = [await before.tree(), await after.tree()];
  const errors = errorsOf(treeAfter);
  return errors.length > errorsOf(treeBefore).length ? errors : [];
}

function errorsOf(tree: SyntaxTree | undefined): CodeRange[] {
  const errors: CodeRange[] = [];
  if (tree === undefined) return errors;
  for (let node = 0; node < tree.size; node++) {
    if (tree.isError(node) || tree.isMissing(node)) errors.push(new CodeRange(tree, tree.start(node), tree.end(node)));
  }
  return errors;
}
