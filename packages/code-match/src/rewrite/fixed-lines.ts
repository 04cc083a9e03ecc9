import type { SyntaxTree } from "@coco/syntax";

/** Nodes whose text means what it is, white space at the beginning of its lines too; so does that of most leaves. */
const VERBATIM = /string|^template_literal|heredoc|here_doc|char|regex|raw|verbatim|text|sigil/i;
/** Nodes and leaves where it means nothing. */
const FREE = /comment|^jsx_text$/i;
/** Languages in which white space at the beginning of lines belongs to what is around, also in strings. */
const BY_INDENTATION: ReadonlySet<string> = new Set(["yaml", "markdown"]);

const known = new WeakMap<SyntaxTree, ReadonlySet<number>>();

/** Offsets at which lines begin that must stay as they are, since they are within a string or the like. */
export function fixedLines(tree: SyntaxTree): ReadonlySet<number> {
  let lines = known.get(tree);
  if (lines === undefined) known.set(tree, (lines = findFixedLines(tree)));
  return lines;
}

function findFixedLines(tree: SyntaxTree): ReadonlySet<number> {
  const lines = new Set<number>();
  if (BY_INDENTATION.has(tree.grammar.language)) return lines;
  const { source } = tree;
  for (let node = 0; node < tree.size; ) {
    if (!isVerbatim(tree, node)) {
      node++;
      continue;
    }
    const end = tree.end(node);
    let lineEnd = source.indexOf("\n", tree.start(node));
    for (; lineEnd >= 0 && lineEnd + 1 < end; lineEnd = source.indexOf("\n", lineEnd + 1)) lines.add(lineEnd + 1);
    node = tree.after(node);
  }
  return lines;
}

function isVerbatim(tree: SyntaxTree, node: number): boolean {
  const { name, named } = tree.kind(node);
  if (FREE.test(name)) return false;
  return tree.hasChildren(node) ? named && VERBATIM.test(name) : true;
}
