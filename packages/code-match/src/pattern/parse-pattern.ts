import { PatternError } from "../code-match-error.ts";
import type { Compatibility } from "./compatibility.ts";
import type { Condition, Constraint, Item, NodeItem, ParsedPattern, Quantity, Sequence } from "./item.ts";
import { PatternCursor } from "./pattern-cursor.ts";
import { readMetavariable, readQuantity } from "./read-metavariable.ts";
import { readToken, type TokenReader, tokenReader } from "./read-token.ts";

interface ParseOptions {
  readonly sigil: string;
  readonly compatibility: Compatibility | undefined;
  /** Patterns of what is around a match, and of what is not. */
  readonly inside: readonly string[];
  readonly notInside: readonly string[];
}

type Closer = "}" | "}}";

/** Deeper groups than anyone writes; what runs over them is recursive. */
const DEEPEST = 100;
const MOST_HOLES = 250;

/** Reads a pattern and the conditions that stand beside it. @throws PatternError where one breaks the rules. */
export function parsePattern(pattern: string, language: string, options: ParseOptions): ParsedPattern {
  const shared: Shared = { names: [], conditions: [], itemCount: 0, holeCount: 0 };
  const read = (text: string): Sequence => new PatternParser(text, language, options, shared).readAll();
  const sequence = read(pattern);
  for (const text of options.inside) shared.conditions.push({ body: read(text), negated: false });
  for (const text of options.notInside) shared.conditions.push({ body: read(text), negated: true });
  if (shared.holeCount > MOST_HOLES) {
    throw new PatternError(`the pattern has ${shared.holeCount} metavariables and groups.`, {
      code: "PATTERN_TOO_LONG",
      hint: `${MOST_HOLES} are allowed.`,
      pattern,
      offset: 0,
    });
  }
  return { sequence, ...shared };
}

/** What the pattern and the conditions beside it have in common. */
interface Shared {
  readonly names: string[];
  readonly conditions: Condition[];
  itemCount: number;
  holeCount: number;
}

class PatternParser {
  readonly #cursor: PatternCursor;
  readonly #tokens: TokenReader;
  readonly #compatible: boolean;
  readonly #shared: Shared;
  #depth = 0;

  constructor(pattern: string, language: string, { sigil, compatibility }: ParseOptions, shared: Shared) {
    this.#cursor = new PatternCursor(pattern, sigil);
    this.#compatible = compatibility !== undefined;
    this.#tokens = tokenReader(pattern, language, compatibility);
    this.#shared = shared;
  }

  readAll(): Sequence {
    const [sequence] = this.#readAlternatives(undefined, 0);
    return sequence as Sequence;
  }

  /** Reads up to the closer, and over it; without, to the end. */
  #readAlternatives(closer: Closer | undefined, opened: number): Sequence[] {
    const cursor = this.#cursor;
    const alternatives: Sequence[] = [];
    let items: Item[] = [];
    if (++this.#depth > DEEPEST) {
      throw cursor.error(
        "the groups are nested too deep.",
        "PATTERN_TOO_DEEP",
        `${DEEPEST} levels are allowed.`,
        opened,
      );
    }
    const finish = (): void => {
      alternatives.push({ items, base: this.#shared.itemCount });
      this.#shared.itemCount += items.length;
      this.#shared.holeCount += items.filter(({ type }) => type !== "word").length;
      items = [];
    };
    for (;;) {
      if (cursor.done) {
        if (closer !== undefined) throw this.#unclosed(closer, opened);
        break;
      }
      if (cursor.at(cursor.sigil) && !cursor.atSigil(cursor.sigil)) {
        if (this.#atCloser(closer)) break;
        if (cursor.atSigil("|")) {
          this.#checkBar(closer);
          finish();
          continue;
        }
        if (this.#readSpecial(items, closer === undefined)) continue;
      }
      readToken(cursor, this.#tokens, items);
    }
    finish();
    this.#depth--;
    return alternatives;
  }

  /** Goes over the closer; another one than that of the open group is a mistake. */
  #atCloser(closer: Closer | undefined): boolean {
    const cursor = this.#cursor;
    const { sigil } = cursor;
    const start = cursor.offset;
    // `\}}` closes a containment, and is `\}` and a brace where a whole node is open.
    const found = cursor.atSigil("}}") ? "}}" : cursor.atSigil("}") ? "}" : undefined;
    if (found === undefined) return false;
    if (found === closer) return cursor.takeSigil(found);
    const open = closer === undefined ? "nothing is open" : `${sigil}${closer} is due`;
    throw cursor.error(
      `${sigil}${found} closes nothing here: ${open}.`,
      "PATTERN_CLOSER_UNEXPECTED",
      `${sigil}{ ends with ${sigil}}, and ${sigil}{{ with ${sigil}}}; they nest.`,
      start,
    );
  }

  #unclosed(closer: Closer, opened: number): Error {
    const { sigil } = this.#cursor;
    const opener = closer === "}" ? "{" : "{{";
    return this.#cursor.error(
      `${sigil}${opener} is not closed.`,
      "PATTERN_GROUP_UNCLOSED",
      `Close it with ${sigil}${closer}.`,
      opened,
    );
  }

  #checkBar(closer: Closer | undefined): void {
    const cursor = this.#cursor;
    if (closer !== "}") {
      throw cursor.error(
        `${cursor.sigil}| stands between alternatives only.`,
        "PATTERN_BAR_UNEXPECTED",
        `Alternatives stand in ${cursor.sigil}{ … ${cursor.sigil}}; the operator is a plain |.`,
      );
    }
    cursor.takeSigil("|");
  }

  /** Reads what a sigil begins; false, and nothing read, where it begins nothing. */
  #readSpecial(items: Item[], outermost: boolean): boolean {
    const cursor = this.#cursor;
    const start = cursor.offset;
    const negated = cursor.takeSigil("!");
    if (negated ? cursor.take("^{") : cursor.takeSigil("^{")) {
      this.#readCondition(negated, start, outermost);
      return true;
    }
    if (negated ? cursor.take("{{") : cursor.takeSigil("{{")) {
      const [body] = this.#readAlternatives("}}", start);
      items.push(this.#groupItem({ type: "contains", body: body as Sequence, negated }, "one"));
      return true;
    }
    if (negated ? cursor.take("{") : cursor.takeSigil("{")) {
      const alternatives = this.#readAlternatives("}", start);
      items.push(this.#groupItem({ type: "whole", alternatives, negated }, readQuantity(cursor)));
      return true;
    }
    if (negated) {
      throw cursor.error(
        `${cursor.sigil}! has nothing to negate.`,
        "PATTERN_NEGATION_EMPTY",
        `Write ${cursor.sigil}!{ … ${cursor.sigil}}, ${cursor.sigil}!{{ … ${cursor.sigil}}} or ${cursor.sigil}!^{ … ${cursor.sigil}}; ` +
          `a literal ${cursor.sigil} is ${cursor.sigil}${cursor.sigil}.`,
        start,
      );
    }
    return this.#readMetavariable(items);
  }

  #readMetavariable(items: Item[]): boolean {
    const cursor = this.#cursor;
    const found = readMetavariable(cursor, () => {
      const opened = cursor.offset;
      cursor.takeSigil("{");
      return this.#readAlternatives("}", opened);
    });
    if (found === undefined) return false;
    const { name, quantity, constraints } = found;
    items.push({
      type: "node",
      quantity,
      slot: this.#slot(name),
      constraints,
      tokens: quantity !== "optional",
      separators: constraints.some(({ type }) => type === "whole"),
    });
    this.#tokens.afterItem();
    return true;
  }

  #readCondition(negated: boolean, start: number, outermost: boolean): void {
    const cursor = this.#cursor;
    if (!outermost) {
      throw cursor.error(
        "a condition on what is around the match stands inside a group.",
        "PATTERN_CONDITION_NESTED",
        "Write it at the end of the pattern, outside of all groups.",
        start,
      );
    }
    const [body] = this.#readAlternatives("}", start);
    this.#shared.conditions.push({ body: body as Sequence, negated });
  }

  #groupItem(constraint: Constraint, quantity: Quantity): NodeItem {
    this.#tokens.afterItem();
    const tokens = constraint.type === "whole" && !this.#compatible;
    return { type: "node", quantity, slot: -1, constraints: [constraint], tokens, separators: quantity !== "one" };
  }

  #slot(name: string): number {
    if (name === "" || name === "_") return -1;
    const known = this.#shared.names.indexOf(name);
    return known >= 0 ? known : this.#shared.names.push(name) - 1;
  }
}
