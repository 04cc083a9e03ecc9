import type { NodeKind } from "./grammar.ts";
import { type ParserModule, readString } from "./parser-module.ts";

/** What a tree calls the node around text that breaks the rules. */
export const ERROR_KIND: NodeKind = { name: "ERROR", named: true };

/** The names that stand behind a grammar's numbers. */
export interface Vocabulary {
  /** Visible kinds without repeats. */
  readonly kinds: readonly NodeKind[];
  /** By symbol; hidden ones are there too. */
  readonly bySymbol: readonly NodeKind[];
  /** By field number; field 0 is none. */
  readonly fields: readonly (string | undefined)[];
}

/** Symbol type of the nodes that are never seen. */
const FIRST_HIDDEN_TYPE = 2;

/** Reads the names once, when a grammar is loaded. */
export function readVocabulary(parser: ParserModule): Vocabulary {
  const bySymbol: NodeKind[] = [];
  const kinds = new Map<string, NodeKind>();
  for (let symbol = 0; symbol < parser.symbol_count(); symbol++) {
    const name = readString(parser, parser.symbol_name(symbol));
    const type = parser.symbol_type(symbol);
    const kind = { name, named: type !== 1 };
    bySymbol.push(kind);
    // Symbol 0 is the end of the text.
    if (symbol > 0 && type < FIRST_HIDDEN_TYPE) kinds.set(`${type} ${name}`, kind);
  }
  const fields: (string | undefined)[] = [undefined];
  for (let field = 1; field <= parser.field_count(); field++) {
    fields.push(readString(parser, parser.field_name(field)));
  }
  return { kinds: [...kinds.values()], bySymbol, fields };
}
