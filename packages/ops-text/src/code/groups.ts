import type { SyntaxTree } from "@coco/syntax";
import type { Element } from "./elements.ts";
import type { LineIndex } from "./line-index.ts";

/** Words that end a block, in languages without brackets; they are tokens, so no name is meant. */
const CLOSING = /^(?:[)\]}>;,:]+|end|fi|done|esac|endif|endfor|endwhile|<\/?)$/i;

/** Kinds of nodes that say something about what follows them. */
const LEADING_KIND = /comment|attribute|annotation|decorator/;

/** Whether a node of this kind says something about what follows it. */
export function isLeadingKind(kind: string): boolean {
  return LEADING_KIND.test(kind);
}

/**
 * Puts together what should not be cut apart: what stands on one line; closing brackets on a line of their own and what
 * they close; comments, attributes and decorators and what they stand right before.
 */
export function groupElements(elements: readonly Element[], tree: SyntaxTree, lines: LineIndex): Element[][] {
  const groups: Element[][] = [];
  elements.forEach((element, index) => {
    const group = groups.at(-1);
    const previous = elements[index - 1];
    if (group === undefined || previous === undefined) {
      groups.push([element]);
      return;
    }
    const breaks = lines.between(previous.end, element.start);
    const joins =
      breaks === 0 ||
      (breaks === 1 && group.every((one) => isLeading(tree, one))) ||
      isClosingLine(elements, index, tree, lines);
    if (joins) group.push(element);
    else groups.push([element]);
  });
  return groups;
}

function isLeading(tree: SyntaxTree, { node }: Element): boolean {
  return node !== undefined && isLeadingKind(tree.kind(node).name);
}

/** Whether nothing but closing tokens stands from this element on to the end of its line. */
function isClosingLine(elements: readonly Element[], index: number, tree: SyntaxTree, lines: LineIndex): boolean {
  for (let next = index; next < elements.length; next++) {
    const element = elements[next] as Element;
    if (next > index && lines.between((elements[next - 1] as Element).end, element.start) > 0) return true;
    if (!CLOSING.test(tree.source.slice(element.start, Math.min(element.end, element.start + 10)))) return false;
  }
  return true;
}
